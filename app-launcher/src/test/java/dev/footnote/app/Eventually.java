package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens elsewhere. */
final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Eventually() {}

    /** Fails unless {@code condition} holds before five times {@code usual} have passed. */
    static void holds(Duration usual, BooleanSupplier condition) {
        long until = System.nanoTime() + usual.multipliedBy(5).toNanos();
        boolean held = condition.getAsBoolean();
        while (!held && System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
            held = condition.getAsBoolean();
        }
        assertThat(held).isTrue();
    }
}
