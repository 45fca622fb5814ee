package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.util.IOUtils;

/** Folders that a process which died has left. */
final class LeftFolders {

    private LeftFolders() {}

    /** Finishes in {@code folder} what had begun. */
    static void tidy(Path folder) throws IOException {
        try (DirectoryStream<Path> built = Files.newDirectoryStream(folder, IndexFolder.READY + "*")) {
            for (Path path : built) {
                String name = path.getFileName().toString().substring(IndexFolder.READY.length());
                IndexFolder.takePlace(path, folder.resolve(name));
            }
        }
        String left = "{%s,%s}*".formatted(IndexFolder.DROPPED, IndexFolder.BESIDE);
        try (DirectoryStream<Path> dropped = Files.newDirectoryStream(folder, left)) {
            for (Path path : dropped) {
                IOUtils.rm(path);
            }
        }
    }
}
