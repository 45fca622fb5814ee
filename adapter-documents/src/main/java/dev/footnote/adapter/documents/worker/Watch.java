package dev.footnote.adapter.documents.worker;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills a process that works for too long on a document, or whose server thread has been interrupted. Only the time
 * counts in which the server waits for the process; where it gets no processor meanwhile, a tenth of it.
 */
final class Watch implements AutoCloseable {

    private static final long TICK_MILLIS = 50;
    private static final int IDLE_SHARE = 10;

    private final WorkerProcess process;
    private final Thread waiting;
    private final ScheduledFuture<?> ticking;
    private long left; // nanoseconds; guarded by this, as what follows
    private long waited; // since the last tick
    private long resumed;
    private Duration worked = Duration.ZERO; // at the last tick
    private boolean running;
    private boolean expired;
    private boolean interrupted;

    private Watch(WorkerProcess process, Duration time, ScheduledExecutorService timer) {
        this.process = process;
        this.waiting = Thread.currentThread();
        this.left = time.toNanos();
        this.ticking = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Begins to watch on behalf of the calling thread; the clock stands still until {@link #resume}. */
    static Watch begin(WorkerProcess process, Duration time, ScheduledExecutorService timer) {
        return new Watch(process, time, timer);
    }

    /** The server waits for the process from now on. */
    synchronized void resume() {
        resumed = System.nanoTime();
        running = true;
    }

    /** The process has said something. */
    synchronized void pause() {
        waited += System.nanoTime() - resumed;
        running = false;
    }

    /** Whether the process was killed because its time was up. */
    synchronized boolean expired() {
        return expired;
    }

    /** Whether the process was killed because the thread that waits for it was interrupted. */
    synchronized boolean interrupted() {
        return interrupted;
    }

    private synchronized void tick() {
        if (expired || interrupted) {
            return;
        }
        if (running) {
            pause();
            resume();
        }
        Duration now = process.worked();
        left -= Math.clamp(now.minus(worked).toNanos(), waited / IDLE_SHARE, waited);
        worked = now;
        waited = 0;
        if (running) {
            interrupted = waiting.isInterrupted();
            expired = !interrupted && left < 0;
        }
        if (interrupted || expired) {
            process.kill();
        }
    }

    @Override
    public void close() {
        ticking.cancel(false);
    }
}
