package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.lucene.util.IOUtils;

/** Folders beside those of the indexes, by which a process that died has left what can be finished or deleted. */
final class LeftFolders {

    /** Begins the name of a folder that is being deleted. */
    static final String DROPPED = ".dropped-";

    /** Begins the name of the folder that an index is built anew in. */
    static final String BESIDE = ".beside-";

    /** Begins the name of an index that is built, and takes the place of the one before. */
    static final String READY = ".ready-";

    private LeftFolders() {}

    /** Finishes in {@code folder} what had begun. */
    static void tidy(Path folder) throws IOException {
        try (DirectoryStream<Path> built = Files.newDirectoryStream(folder, READY + "*")) {
            for (Path path : built) {
                String name = path.getFileName().toString().substring(READY.length());
                takePlace(path, folder.resolve(name));
            }
        }
        String left = "{%s,%s}*".formatted(DROPPED, BESIDE);
        try (DirectoryStream<Path> dropped = Files.newDirectoryStream(folder, left)) {
            for (Path path : dropped) {
                IOUtils.rm(path);
            }
        }
    }

    /** Moves a built index to {@code path}; can be done again after a crash. */
    static void takePlace(Path ready, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path dropped = path.resolveSibling(DROPPED + UUID.randomUUID());
            Files.move(path, dropped);
            Files.move(ready, path);
            IOUtils.rm(dropped);
        } else {
            Files.move(ready, path);
        }
    }
}
