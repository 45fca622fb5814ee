package dev.footnote.adapter.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Breaks the silence of streams, so that a lost client is noticed: its first write after a loss seems to succeed, the
 * second fails. One thread looks; virtual threads write.
 */
final class Heartbeat implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Set<SseWriter> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());

    Heartbeat() {
        ScheduledFuture<?> looking = timer.scheduleAtFixedRate(
                this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        assert !looking.isDone();
    }

    /** Begins to watch {@code writer}; the result ends that. */
    Runnable watch(SseWriter writer) {
        watched.add(writer);
        return () -> watched.remove(writer);
    }

    private void look() {
        for (SseWriter writer : watched) {
            if (writer.silentNanos() >= SILENCE.toNanos()) {
                Thread.ofVirtual().name("heartbeat").start(writer::beat);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
