package dev.footnote.ports.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be used. */
public sealed class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It is there, but has so much to do that none of its connections came free in time. */
    public static final class Busy extends StoreException {

        private static final long serialVersionUID = 1L;

        public Busy(@Nullable Throwable cause) {
            super("the database has too much to do", cause);
        }
    }
}
