package dev.footnote.adapter.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Breaks the silence of streams, so that a lost client is noticed. One thread looks; virtual threads write. */
final class Heartbeat implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());

    /** Begins to watch {@code writer}; the result ends that. */
    Runnable watch(SseWriter writer) {
        ScheduledFuture<?> watching = timer.scheduleAtFixedRate(
                () -> {
                    if (writer.silentNanos() >= SILENCE.toNanos()) {
                        Thread.ofVirtual().name("heartbeat").start(writer::beat);
                    }
                },
                LOOK_EVERY.toMillis(),
                LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> watching.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
