package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The form in which indexes are written. To be counted up when older ones can no longer be searched. */
final class IndexFormat {

    private static final Logger log = LoggerFactory.getLogger(IndexFormat.class);
    private static final String NOTE = ".format";
    private static final String CURRENT = "3";

    private IndexFormat() {}

    /** Deletes the indexes in {@code folder} if they are of another form; all they say is in the database too. */
    static void require(Path folder) throws IOException {
        Path note = folder.resolve(NOTE);
        if (Files.exists(note) && Files.readString(note).equals(CURRENT)) {
            return;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path path : inside) {
                if (isIndex(path)) {
                    log.warn("The index {} is of another version; it is built anew", path.getFileName());
                    IOUtils.rm(path);
                }
            }
        }
        Files.writeString(note, CURRENT);
    }

    private static boolean isIndex(Path path) throws IOException {
        try (FSDirectory directory = FSDirectory.open(path)) {
            return DirectoryReader.indexExists(directory);
        }
    }
}
