package dev.footnote.adapter.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much a client may ask for; 0 is no limit.
 *
 * @param requests how many requests of one API key are meant to come in a window
 * @param burst how many more are let through
 * @param window how long a window is, more than nothing
 * @param streams how many streams of one API key may be open at once
 * @param attemptsOnAccount how many wrong passwords a minute for one account
 * @param attemptsFromAddress how many wrong passwords and keys a minute from one address
 */
public record Limits(
        int requests, int burst, Duration window, int streams, int attemptsOnAccount, int attemptsFromAddress) {

    /** No limit at all. */
    public static final Limits NONE = new Limits(0, 0, Duration.ofMinutes(1), 0, 0, 0);

    public Limits {
        requireNonNull(window, "window");
        if (requests < 0 || burst < 0 || streams < 0 || attemptsOnAccount < 0 || attemptsFromAddress < 0) {
            throw new IllegalArgumentException("a limit is 0 or more");
        }
        if (!window.isPositive()) {
            throw new IllegalArgumentException("the window is %s, must be more than nothing".formatted(window));
        }
    }
}
