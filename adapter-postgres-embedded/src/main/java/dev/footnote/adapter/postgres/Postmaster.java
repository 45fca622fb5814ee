package dev.footnote.adapter.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process that {@code postmaster.pid} in a data folder names. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

    private static final Duration LIMIT = Duration.ofSeconds(9);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path data;
    private final Programs programs;

    Postmaster(Path data, Programs programs) {
        this.data = data;
        this.programs = programs;
    }

    /** Ends the server of a process that was killed and could not end it. */
    void stopLeftOver() throws IOException {
        Optional<ProcessHandle> leftOver = named().filter(this::serves);
        if (leftOver.isPresent()) {
            log.warn(
                    "A PostgreSQL (pid {}) was left over in {}; stopping it",
                    leftOver.get().pid(),
                    data);
            stop(leftOver.get());
        }
    }

    /**
     * Removes {@code postmaster.pid} if what it names is dead or some other program, as PostgreSQL would refuse to
     * start for as long as that number is in use. Children of a dead server that still work are noticed by PostgreSQL
     * itself.
     */
    void forgetIfDead() throws IOException {
        if (named().filter(this::serves).isEmpty()) {
            Files.deleteIfExists(pidFile());
        }
    }

    /** Shuts {@code server} down without waiting for its clients, by force if it takes too long. */
    void stop(ProcessHandle server) throws IOException {
        try {
            programs.run("pg_ctl", "kill", "INT", Long.toString(server.pid()));
            if (ends(server, LIMIT)) {
                return;
            }
            log.warn("PostgreSQL (pid {}) did not stop within {}; killing it", server.pid(), LIMIT);
            server.destroyForcibly();
            if (!ends(server, Duration.ofSeconds(1))) {
                throw new PostgresFailure("PostgreSQL (pid %d) cannot be stopped".formatted(server.pid()), null);
            }
        } catch (InterruptedException interrupted) {
            server.destroyForcibly(); // what is committed is kept; the next start recovers it
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ends(ProcessHandle process, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (runs(process)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                process.onExit()
                        .completeOnTimeout(process, POLL.toMillis(), TimeUnit.MILLISECONDS)
                        .get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("waiting for a process failed", e);
            }
        }
        return true;
    }

    private Optional<ProcessHandle> named() throws IOException {
        if (Files.notExists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile());
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    }

    /** Tells a living server of this folder from a corpse and from a program that got the same number later. */
    private boolean serves(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean another = info.command()
                        .map(command -> !command.replace(" (deleted)", "").endsWith("/postgres"))
                        .orElse(false)
                || info.arguments()
                        .map(arguments -> !List.of(arguments).contains(data.toString()))
                        .orElse(false);
        return runs(process) && !another;
    }

    /** A process whose parent does not collect it answers as if it were alive. */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException noProc) { // not Linux, or gone this moment
            return process.isAlive();
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }
}
