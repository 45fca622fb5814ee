package dev.footnote.adapter.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with everything below them. */
final class Trees {

    private Trees() {}

    /** Deletes {@code root} and what is below it; nothing happens if it does not exist. */
    static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            for (Path path : below(root).reversed()) {
                Files.delete(path);
            }
        }
    }

    /** Gives {@code root} and what is below it to a user and a group of the same number. */
    static void give(Path root, int id) throws IOException {
        for (Path path : below(root)) {
            Files.setAttribute(path, "unix:gid", id, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", id, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** {@return the number of the user who owns {@code path}} */
    static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static List<Path> below(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
