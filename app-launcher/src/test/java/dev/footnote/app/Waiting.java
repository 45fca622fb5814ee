package dev.footnote.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true. */
final class Waiting {

    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);

    private Waiting() {}

    /** Returns once {@code condition} holds; fails if it does not within {@code limit}. */
    static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within %s: %s".formatted(limit, what));
            }
            LockSupport.parkNanos(POLL);
        }
    }
}
