package dev.footnote.adapter.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An {@link EmbeddedPostgres} in a folder of its own, which is deleted with it: for tests and trials.
 *
 * <p>Safe for use by several threads at once.
 */
public final class TemporaryPostgres implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path home;

    private TemporaryPostgres(EmbeddedPostgres postgres, Path home) {
        this.postgres = postgres;
        this.home = home;
    }

    /** Starts it; fails as {@link EmbeddedPostgres#start} does. */
    public static TemporaryPostgres start() {
        try {
            Path home = Files.createTempDirectory("postgres");
            return new TemporaryPostgres(EmbeddedPostgres.start(home), home);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    /** How to open a database: its JDBC address, user and password. */
    @FunctionalInterface
    public interface Opening<T> {
        T open(String jdbcUrl, String user, String password);
    }

    /** Opens a database that is new and empty. */
    public <T> T openNew(Opening<T> opening) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        return opening.open(postgres.createDatabase(name), postgres.user(), postgres.password());
    }

    /** Stops it and deletes what it stored. */
    @Override
    public void close() throws IOException {
        postgres.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
