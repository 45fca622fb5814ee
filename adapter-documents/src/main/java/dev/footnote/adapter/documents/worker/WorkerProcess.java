package dev.footnote.adapter.documents.worker;

import dev.footnote.adapter.documents.ParserLimits;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A virtual machine of our own beside this one, with a folder for its temporary files that goes when it goes. */
final class WorkerProcess {

    private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Has a command leave the processors to others; it becomes the command's process. */
    private static final List<String> QUIETLY = Stream.of("/usr/bin/nice", "/bin/nice")
            .filter(nice -> Files.isExecutable(Path.of(nice)))
            .limit(1)
            .flatMap(nice -> Stream.of(nice, "-n", "19"))
            .toList();

    private final Process process;
    private final Path temporary;

    private WorkerProcess(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
    }

    /** Starts it; it gets nothing of this program's environment. */
    static WorkerProcess start(ParserLimits limits, Class<?> main) throws IOException {
        Path temporary = Files.createTempDirectory("footnote-parser");
        List<String> command = Stream.concat(QUIETLY.stream(), command(limits, main, temporary).stream())
                .toList();
        var builder = new ProcessBuilder(command).directory(temporary.toFile()).redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C.UTF-8"); // file names are UTF-8
        try {
            return new WorkerProcess(builder.start(), temporary);
        } catch (IOException e) {
            Files.delete(temporary);
            throw e;
        }
    }

    private static List<String> command(ParserLimits limits, Class<?> main, Path temporary) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted(limits.heapMegabytes()),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-Dpdfbox.fontcache=" + temporary,
                "-Djdk.net.hosts.file=" + temporary.resolve("none"), // no name is ever resolved
                "-Dlogback.configurationFile=dev/footnote/adapter/documents/worker/quiet.xml",
                "-cp",
                classPath(),
                main.getName(),
                temporary.toString(),
                String.valueOf(limits.decodedBytes()),
                String.valueOf(limits.entries()),
                String.valueOf(limits.nesting()));
    }

    /** That of this program, in a form that holds in another folder; some test runners hide theirs in a jar. */
    private static String classPath() {
        String ours = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(ours.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    OutputStream input() {
        return new BufferedOutputStream(process.getOutputStream());
    }

    InputStream output() {
        return process.getInputStream();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** A clock of the time in which it had a processor; of all time, from anywhen, where the system does not tell. */
    Duration worked() {
        return process.info().totalCpuDuration().orElseGet(() -> Duration.ofNanos(System.nanoTime()));
    }

    void kill() {
        process.destroyForcibly();
    }

    /** As {@link #end}, for one that has closed its output: it gets a moment to end with a status of its own. */
    int endByItself() {
        try {
            process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return end();
    }

    /** Kills it if it is not dead, clears up behind it, and tells with which status it ended. */
    int end() {
        boolean interrupted = false;
        kill();
        while (true) {
            try {
                int status = process.waitFor(); // a killed process is gone at once
                clear();
                return status;
            } catch (InterruptedException e) {
                interrupted = true;
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void clear() {
        if (Files.notExists(temporary)) {
            return;
        }
        try (Stream<Path> left = Files.walk(temporary)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("The temporary files of a parser cannot be deleted: {}", e.getMessage());
        }
    }
}
