package dev.footnote.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The threads that carry virtual ones. Java starts one when a virtual thread is to go on, on behalf of whoever lets it,
 * and ends those that had nothing to do for 30 seconds; one that a thread of the background started would answer
 * requests with what processor time is left over ({@link IdleScheduling}). So all are started here, and none ends.
 */
final class Carriers implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(10);

    private final Thread beating = Thread.ofVirtual().name("carriers").unstarted(Carriers::beat);

    private Carriers() {}

    /** Starts all that there can be. */
    static synchronized Carriers start() { // two at once would wait for each other's
        int wanted = Integer.getInteger(
                "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        int all = Math.min(wanted, Integer.getInteger("jdk.virtualThreadScheduler.maxPoolSize", wanted));
        var carried = new CountDownLatch(all);
        for (int i = 0; i < all; i++) {
            Thread.startVirtualThread(() -> {
                carried.countDown();
                while (carried.getCount() > 0) {
                    Thread.onSpinWait(); // or its carrier would carry the next
                }
            });
        }
        var carriers = new Carriers();
        try {
            carried.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return carriers;
        }
        carriers.beating.start();
        return carriers;
    }

    private static void beat() {
        try {
            while (true) {
                Thread.sleep(BEAT); // Java ends carriers only when none has anything to do
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        beating.interrupt();
    }
}
