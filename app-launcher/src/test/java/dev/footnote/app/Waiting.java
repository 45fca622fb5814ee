package dev.footnote.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true. */
final class Waiting {

    private static final Duration POLL = Duration.ofMillis(50);

    private Waiting() {}

    /** Returns once {@code condition} holds; fails if it does not within {@code limit}. */
    static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        until(what, limit, POLL, condition);
    }

    /**
     * The same for what takes a while to look at.
     *
     * @param poll how long to wait before it is looked at again
     */
    static void until(String what, Duration limit, Duration poll, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within %s: %s".formatted(limit, what));
            }
            LockSupport.parkNanos(poll.toNanos());
        }
    }
}
