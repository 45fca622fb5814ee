package dev.footnote.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder under which everything is kept. One process at a time owns it. */
final class Home implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String ADDRESS = "server.address";

    private final Path folder;
    private final FileChannel channel;

    private Home(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws IllegalStateException if another process owns it */
    static Home own(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new IllegalStateException(
                        "another Footnote server uses %s; stop it, or set FOOTNOTE_HOME to another folder"
                                .formatted(folder));
            }
            return new Home(folder, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be used".formatted(folder), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Where the key of the first start is kept. */
    static Path keyFile(Path folder) {
        return folder.resolve("owner.key");
    }

    /** Tells other programs on this machine where the server listens, until {@link #close}. */
    void listening(String address) {
        Path incomplete = file("server.address.incomplete");
        writePrivate(incomplete, "%s%n%d%n".formatted(address, ProcessHandle.current().pid()));
        try {
            Files.move(incomplete, file(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(file(ADDRESS)), e);
        }
    }

    /** Where the server of {@code folder} listens; empty if none runs. */
    static Optional<String> address(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(ADDRESS));
            boolean runs = ProcessHandle.of(Long.parseLong(lines.get(1))).isPresent(); // not so after a crash
            return runs ? Optional.of(lines.getFirst()) : Optional.empty();
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(folder.resolve(ADDRESS)), e);
        }
    }

    /** Writes {@code text} to a file that only its owner can read. */
    static void writePrivate(Path path, String text) {
        try {
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written".formatted(path), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file(ADDRESS));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock cannot be released", e);
        }
    }
}
