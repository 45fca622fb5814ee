package dev.footnote.adapter.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An {@link EmbeddedPostgres} in a folder of its own, which is deleted with it: for tests and trials.
 *
 * <p>Safe for use by several threads at once.
 */
public final class TemporaryPostgres implements AutoCloseable {

    private static final int ATTEMPTS = 20;

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
        for (int attempt = 1; Files.exists(home); attempt++) {
            try {
                deleteAll();
            } catch (DirectoryNotEmptyException e) { // a process of the server that still ends wrote a last file
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void deleteAll() throws IOException {
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // gone already
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
