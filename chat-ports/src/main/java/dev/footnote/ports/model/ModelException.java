package dev.footnote.ports.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model did not do what it was asked to. The message names no address, no key and nothing the model sent. */
public abstract sealed class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The key was refused. Trying again does not help. */
    public static final class Unauthorized extends ModelException {
        private static final long serialVersionUID = 1L;

        public Unauthorized(String message) {
            super(message, null);
        }
    }

    /** Too many requests. Trying again later helps. */
    public static final class RateLimited extends ModelException {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Duration retryAfter;

        public RateLimited(String message, @Nullable Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** How long the model asks to wait, if it says. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The request itself was refused, for instance as too long. Trying again does not help. */
    public static final class Refused extends ModelException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null);
        }
    }

    /** The model cannot be reached, broke off, was silent too long or is overloaded. Trying again may help. */
    public static final class Unavailable extends ModelException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** What came is no answer. Trying again may help. */
    public static final class Unintelligible extends ModelException {
        private static final long serialVersionUID = 1L;

        public Unintelligible(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
