package dev.footnote.adapter.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The files of one database: its data, its password and who works with them.
 *
 * <p>Made under another name and renamed when complete, so a process that is killed half way leaves nothing that looks
 * like a database.
 */
final class Cluster {

    static final String USER = "footnote";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path home;
    private final Path data;
    private final Programs programs;
    private final String password;
    private final String owner = secret();

    private Cluster(Path home, Programs programs, String password) {
        this.home = home;
        this.data = home.resolve("data");
        this.programs = programs;
        this.password = password;
    }

    /**
     * Opens the database in {@code home}, creating it if there is none, and ends a server that an earlier process left.
     */
    static Cluster open(Path home, Binaries binaries) throws IOException, InterruptedException {
        Files.createDirectories(home);
        Path bin = binaries.unpackInto(home);
        var programs = Programs.in(bin, home.resolve("postgres.log"), home.resolve("data"));
        var cluster = new Cluster(home, programs, password(home));
        cluster.create();
        Files.writeString(cluster.ownerFile(), cluster.owner); // before the stop, or an earlier owner would start again
        new Postmaster(cluster.data, programs).stopLeftOver();
        return cluster;
    }

    String password() {
        return password;
    }

    /** {@return whether nobody else has opened this database since} */
    boolean isOurs() throws IOException {
        return Files.readString(ownerFile()).equals(owner);
    }

    /** Starts the server and returns at once. */
    Process launch(int port) throws IOException, InterruptedException {
        new Postmaster(data, programs).forgetIfDead();
        return programs.server(List.of(
                "-D", data.toString(),
                "-p", Integer.toString(port),
                "-c", "listen_addresses=127.0.0.1",
                "-c", "unix_socket_directories=",
                "-c", "fsync=on",
                "-c", "synchronous_commit=on",
                "-c", "max_connections=50",
                "-c", "shared_buffers=64MB"));
    }

    /** Shuts a running server down without waiting for its clients, by force if it takes longer than ten seconds. */
    void stop(ProcessHandle server) throws IOException {
        new Postmaster(data, programs).stop(server);
    }

    /** {@return where the server prints what it does} */
    Path log() {
        return programs.log();
    }

    private Path ownerFile() {
        return home.resolve("owner");
    }

    private void create() throws IOException, InterruptedException {
        if (Files.notExists(data)) {
            Path incomplete = home.resolve("data.incomplete");
            Trees.delete(incomplete);
            Files.createDirectory(
                    incomplete, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            initialize(incomplete);
            Files.move(incomplete, data, StandardCopyOption.ATOMIC_MOVE);
        } else if (programs.asNobody() && Trees.owner(data) != Programs.NOBODY) {
            Trees.give(data, Programs.NOBODY);
        }
    }

    private void initialize(Path folder) throws IOException, InterruptedException {
        Path secret = Files.createTempFile(home, "initial", ".password", OWNER_ONLY);
        try {
            Files.writeString(secret, password);
            if (programs.asNobody()) {
                Trees.give(folder, Programs.NOBODY);
                Trees.give(secret, Programs.NOBODY);
            }
            boolean created = programs.run(
                    "initdb",
                    "--pgdata=" + folder,
                    "--username=" + USER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--data-checksums");
            if (!created) {
                throw new PostgresFailure("the database could not be created, see " + programs.log(), null);
            }
        } finally {
            Files.delete(secret);
        }
    }

    private static String password(Path home) throws IOException {
        Path file = home.resolve("postgres-password");
        if (Files.notExists(file)) {
            if (Files.exists(home.resolve("data"))) {
                throw new PostgresFailure("there is a database in %s, but %s is missing".formatted(home, file), null);
            }
            Path incomplete = home.resolve("postgres-password.incomplete");
            Files.deleteIfExists(incomplete);
            Files.createFile(incomplete, OWNER_ONLY);
            Files.write(incomplete, secret().getBytes(UTF_8), StandardOpenOption.SYNC);
            Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    private static String secret() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
