package dev.footnote.adapter.documents.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.documents.ParserLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Duration TIME = Duration.ofMillis(500);

    private static final Duration POLL = Duration.ofMillis(20);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void endsWhatWorksForLonger() throws IOException {
        WorkerProcess process = start(BusyMain.class);
        try (var watch = Watch.begin(process, TIME, timer)) {
            watch.resume();

            assertThat(within(Duration.ofSeconds(10), watch::expired)).isTrue();
        } finally {
            process.end();
        }
    }

    @Test
    void givesMoreTimeToWhatGetsNoProcessor() throws IOException {
        WorkerProcess process = start(EndlessMain.class); // it waits, as one that others keep from the processor
        assertThat(within(Duration.ofSeconds(30), () -> rests(process))).isTrue();
        try (var watch = Watch.begin(process, TIME, timer)) {
            watch.resume();

            assertThat(within(Duration.ofSeconds(2), watch::expired)).isFalse();
            assertThat(within(Duration.ofSeconds(25), watch::expired)).isTrue();
        } finally {
            process.end();
        }
    }

    private static WorkerProcess start(Class<?> main) throws IOException {
        return WorkerProcess.start(new ParserLimits(96, TIME, 1_000_000, 100, 3), main);
    }

    private static boolean rests(WorkerProcess process) {
        Duration before = process.worked();
        LockSupport.parkNanos(TIME.toNanos());
        return before.isPositive() && process.worked().equals(before);
    }

    private static boolean within(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return condition.getAsBoolean();
    }
}
