package dev.footnote.adapter.documents;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.runtime.HealthProbe;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the bytes of documents in a folder, a file each, below two levels of folders.
 *
 * <p>Bytes are written to a file beside, forced to disk and then moved into place, so that a document is there whole or
 * not at all. Ids are letters, digits, hyphens and underscores, at most 64; others are refused with an
 * {@link IllegalArgumentException}. No file stays open between two calls.
 */
public final class DiskBlobStore implements BlobStore, HealthProbe {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int BUFFER = 64 * 1024;

    private final Path blobs;
    private final Path incoming;

    private DiskBlobStore(Path blobs, Path incoming) {
        this.blobs = blobs;
        this.incoming = incoming;
    }

    /**
     * Opens the store in {@code folder}, which is created if it is missing. Uploads that never ended and are older than
     * a day are deleted.
     *
     * @throws BlobException if the folder cannot be used
     */
    public static DiskBlobStore open(Path folder) {
        try {
            var store = new DiskBlobStore(
                    Files.createDirectories(folder.resolve("blobs")),
                    Files.createDirectories(folder.resolve("incoming")));
            store.deleteAbandoned();
            return store;
        } catch (IOException e) {
            throw new BlobException("cannot keep documents in " + folder, e);
        }
    }

    @Override
    public long put(DocumentId id, ByteSource source, long maxBytes) {
        Path target = file(id);
        try {
            Path part = Files.createTempFile(incoming, "part", null);
            try {
                long size = copy(source, part, maxBytes);
                if (size >= 0) {
                    Files.createDirectories(folderOf(target));
                    Files.move(part, target, ATOMIC_MOVE);
                    force(folderOf(target));
                }
                return size;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new BlobException("cannot store document " + id.value(), e);
        }
    }

    @Override
    public ByteSource open(DocumentId id) {
        return new FileSource(existing(id));
    }

    @Override
    public boolean has(DocumentId id) {
        return Files.isRegularFile(file(id));
    }

    @Override
    public boolean remove(DocumentId id) {
        try {
            return Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new BlobException("cannot remove document " + id.value(), e);
        }
    }

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public void check() {
        try {
            Path probe = Files.createTempFile(incoming, "probe", null);
            try {
                Files.writeString(probe, "well");
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new BlobException("cannot write to " + incoming, e);
        }
    }

    /** The file of a document that is there. */
    Path existing(DocumentId id) {
        Path file = file(id);
        if (!Files.isRegularFile(file)) {
            throw new BlobException(
                    "there are no bytes of document " + id.value(), new NoSuchFileException(file.toString()));
        }
        return file;
    }

    private Path file(DocumentId id) {
        if (!ID.matcher(id.value()).matches()) {
            throw new IllegalArgumentException("a document id of %d characters cannot name a file"
                    .formatted(id.value().length()));
        }
        int hash = id.value().hashCode();
        return blobs.resolve("%02x".formatted(hash & 0xff))
                .resolve("%02x".formatted(hash >>> 8 & 0xff))
                .resolve(id.value());
    }

    private Path folderOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? blobs : parent;
    }

    private static long copy(ByteSource source, Path target, long maxBytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        // a channel would be closed by an interrupt
        try (var out = new FileOutputStream(target.toFile())) {
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    return -1;
                }
                out.write(buffer, 0, read);
            }
            out.getFD().sync();
        }
        return size;
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void deleteAbandoned() throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        List<Path> parts;
        try (Stream<Path> files = Files.list(incoming)) {
            parts = files.toList();
        }
        for (Path part : parts) {
            if (Files.getLastModifiedTime(part).toInstant().isBefore(limit)) {
                Files.deleteIfExists(part);
            }
        }
    }
}
