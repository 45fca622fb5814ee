package dev.footnote.adapter.openai;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives up waiting. Costs no thread, and no task for each wait: the one task looks again when the time it last knew of
 * has come. Between {@link #heard} and the next {@link #expect} nothing expires.
 */
final class SilenceTimer implements AutoCloseable {

    private final ScheduledExecutorService timer;
    private final Runnable giveUp;
    private final long end;
    private @Nullable ScheduledFuture<?> next;
    private long nextAt;
    private long until;
    private boolean waiting;
    private boolean expired;
    private boolean closed;

    /**
     * @param longest how long all waiting may take together with what is between
     * @param giveUp what ends the wait, called once at most, on a thread of {@code timer}
     */
    SilenceTimer(ScheduledExecutorService timer, Duration longest, Runnable giveUp) {
        this.timer = timer;
        this.giveUp = giveUp;
        this.end = System.nanoTime() + longest.toNanos();
    }

    /** A wait begins that may last for {@code limit}. */
    synchronized void expect(Duration limit) {
        long now = System.nanoTime();
        until = now + Math.min(limit.toNanos(), end - now);
        waiting = true;
        if (next != null && nextAt - until > 0) {
            next.cancel(false);
            next = null;
        }
        if (next == null) {
            schedule(now);
        }
    }

    /** The wait is over. */
    synchronized void heard() {
        waiting = false;
    }

    /** Whether a wait was given up. */
    synchronized boolean expired() {
        return expired;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void schedule(long now) {
        nextAt = until;
        next = timer.schedule(this::look, Math.max(0, until - now), TimeUnit.NANOSECONDS);
    }

    private void look() {
        synchronized (this) {
            next = null;
            if (closed || expired || !waiting) {
                return;
            }
            long now = System.nanoTime();
            if (until - now > 0) {
                schedule(now);
                return;
            }
            expired = true;
        }
        giveUp.run();
    }
}
