package dev.footnote.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. It begins at {@link #START}. */
public final class SettableClock implements InstantSource {

    /** What it shows first. */
    public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Instant now = START; // guarded by this

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Shows {@code instant} from now on, which may be in the past. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Goes on by {@code duration}. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
