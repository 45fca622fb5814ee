package dev.footnote.adapter.documents.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.footnote.adapter.documents.ParserLimits;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WorkerPoolTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private Path page;

    @BeforeEach
    void writePage() throws IOException {
        page = Files.writeString(folder.resolve("page"), "# One\n\nText.\n");
    }

    @Test
    void endsAParserWhoseTimeIsUp() {
        try (var pool = pool(Duration.ofMillis(300), EndlessMain.class, LONG)) {
            assertThatExceptionOfType(UnreadableDocumentException.class)
                    .isThrownBy(() -> pool.parse(page, "a.md", section -> true))
                    .withMessageContaining("too long");
            assertThat(children()).isEmpty();
        }
    }

    @Test
    void doesNotCountTheTimeOfItsReader() {
        try (var pool = pool(Duration.ofSeconds(30), WorkerMain.class, LONG)) {
            pool.parse(page, "a.md", section -> true); // the process is warm now
        }
        try (var pool = pool(Duration.ofSeconds(10), WorkerMain.class, LONG)) {
            assertThat(pool.parse(page, "a.md", section -> {
                        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
                        while (System.nanoTime() < until) {
                            Thread.onSpinWait();
                        }
                        return true;
                    }))
                    .isTrue();
        }
    }

    @Test
    void endsAParserWhoseServerThreadIsInterrupted() throws Exception {
        try (var pool = pool(Duration.ofMinutes(5), EndlessMain.class, LONG);
                var threads = Executors.newSingleThreadExecutor()) {
            Future<?> parsing = threads.submit(() -> pool.parse(page, "a.md", section -> true));
            await(() -> children().size() == 1);

            threads.shutdownNow();

            assertThat(parsing)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(IllegalStateException.class);
            assertThat(children()).isEmpty();
        }
    }

    @Test
    void usesAProcessAgainAndEndsItWhenItIsNotUsed() throws Exception {
        try (var pool = pool(LONG, WorkerMain.class, Duration.ofSeconds(2))) {
            pool.parse(page, "a.md", section -> true);
            List<Long> first = children();
            pool.parse(page, "a.md", section -> true);

            assertThat(first).hasSize(1);
            assertThat(children()).isEqualTo(first);
            await(() -> children().isEmpty());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // where a test can see it without another program
    void leavesTheProcessorsToOthers() throws IOException {
        try (var pool = pool(LONG, WorkerMain.class, LONG)) {
            pool.parse(page, "a.md", section -> true);

            assertThat(children())
                    .hasSize(1)
                    .allSatisfy(parser -> assertThat(niceness(parser)).isEqualTo("19"));
        }
    }

    /** The 19th field of {@code stat}, of which the second may hold blanks: see proc_pid_stat(5). */
    private static String niceness(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19 - 3];
    }

    @Test
    void endsAllProcessesWhenItIsClosed() {
        var pool = pool(LONG, WorkerMain.class, LONG);
        pool.parse(page, "a.md", section -> true);

        pool.close();

        assertThat(children()).isEmpty();
    }

    @Test
    void letsNoProcessLiveThatWasStoppedHalfWay() {
        try (var pool = pool(LONG, WorkerMain.class, LONG)) {
            assertThat(pool.parse(page, "a.md", section -> false)).isFalse();
            assertThat(children()).isEmpty();

            assertThatIllegalStateException()
                    .isThrownBy(() -> pool.parse(page, "a.md", section -> {
                        throw new IllegalStateException("as this test wants it");
                    }));
            assertThat(children()).isEmpty();
        }
    }

    @Test
    void servesManyAtOnce() throws Exception {
        try (var pool = pool(LONG, WorkerMain.class, LONG);
                var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<String>>> calls = IntStream.range(0, 20)
                    .<Callable<List<String>>>mapToObj(i -> () -> {
                        var texts = new ArrayList<String>();
                        pool.parse(page, "a.md", section -> texts.add(section.text()));
                        return texts;
                    })
                    .toList();

            for (Future<List<String>> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).containsExactly("# One", "Text.");
            }
            assertThat(children()).hasSizeLessThanOrEqualTo(4);
        }
    }

    /** The process ends with its input, which the operating system closes when the server is killed. */
    @Test
    void endsWithItsServer() throws Exception {
        var process = WorkerProcess.start(ParserLimits.DEFAULT, WorkerMain.class);
        assertThat(process.isAlive()).isTrue();

        process.input().close();

        await(() -> !process.isAlive());
        process.end();
    }

    private static WorkerPool pool(Duration time, Class<?> main, Duration idle) {
        return new WorkerPool(new ParserLimits(96, time, 1_000_000, 100, 3), main, idle);
    }

    private static List<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
