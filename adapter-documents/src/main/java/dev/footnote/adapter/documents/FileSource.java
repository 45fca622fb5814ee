package dev.footnote.adapter.documents;

import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The bytes of a file. It is open only while a read lasts, so that a source that is not read to its end costs nothing.
 */
final class FileSource implements ByteSource {

    private final Path file;
    private long position;

    FileSource(Path file) {
        this.file = file;
    }

    @Override
    public int read(byte[] buffer) {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(position);
            int read = bytes.read(buffer);
            position += Math.max(read, 0);
            return read;
        } catch (IOException e) {
            throw new BlobException("cannot read on in " + file.getFileName(), e);
        }
    }
}
