package dev.footnote.adapter.postgres;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the PostgreSQL programs, which refuse to work as root, without the rights of root.
 *
 * @param bin where the programs are
 * @param log what they print is appended here
 * @param prefix the words before each command that take the rights away; empty for a normal user
 */
record Programs(Path bin, Path log, List<String> prefix) {

    /** The user "nobody", who owns the data where root may not make a user namespace. */
    static final int NOBODY = 65534;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    Programs {
        prefix = List.copyOf(prefix);
    }

    /**
     * Finds out how to run without the rights of root.
     *
     * <p>A user namespace comes first since nothing then changes hands; data that already belongs to "nobody" stays so.
     *
     * @param data the data folder, which may not exist yet
     */
    static Programs in(Path bin, Path log, Path data) throws IOException, InterruptedException {
        if (Files.notExists(log)) {
            Files.createFile(log);
        }
        var plain = new Programs(bin, log, List.of());
        if (Trees.owner(log) != 0) {
            return plain;
        }
        boolean nobodys = Files.exists(data) && Trees.owner(data) == NOBODY;
        if (!nobodys && plain.succeeds("unshare", "-U", "true")) {
            return new Programs(bin, log, List.of("unshare", "-U"));
        }
        var other =
                new Programs(bin, log, List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        if (!other.succeeds(bin.resolve("postgres").toString(), "--version")) {
            throw new PostgresFailure(
                    ("PostgreSQL does not run as root, and user %d cannot run %s: start this program as a normal user,"
                                    + " or allow user namespaces, or put the folder where every user can reach it")
                            .formatted(NOBODY, bin),
                    null);
        }
        return other;
    }

    /** {@return whether files must be given to "nobody" before PostgreSQL can use them} */
    boolean asNobody() {
        return prefix.contains("setpriv");
    }

    /** Runs a program of PostgreSQL to its end; tells whether it ended well. */
    boolean run(String program, String... arguments) throws IOException, InterruptedException {
        return succeeds(Stream.concat(Stream.of(bin.resolve(program).toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** Starts the database server and returns at once; its process is the server itself. */
    Process server(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid"); // or Ctrl-C at a terminal would stop the database before its users
        }
        command.addAll(prefix);
        command.add(bin.resolve("postgres").toString());
        command.addAll(arguments);
        return builder(command).start();
    }

    private boolean succeeds(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        Process process;
        try {
            process = builder(command).start();
        } catch (IOException missing) { // neither unshare nor setpriv is on every machine
            return false;
        }
        try {
            return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG")); // settings of some other database
        return builder;
    }
}
