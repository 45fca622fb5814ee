package dev.footnote.adapter.postgres;

import org.jspecify.annotations.Nullable;

/** The shipped database could not be unpacked, set up, started or asked; the message tells an operator what to do. */
public final class PostgresFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PostgresFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
