package dev.footnote.ports.identity;

import org.jspecify.annotations.Nullable;

/** A provider did not tell who somebody is. The message is for operators and holds no token, no code and no secret. */
public abstract sealed class IdentityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private IdentityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What came back belongs to another departure. */
    public static final class OtherDeparture extends IdentityException {
        private static final long serialVersionUID = 1L;

        public OtherDeparture() {
            super("the state is that of another departure", null);
        }
    }

    /** Nothing came back that could tell. */
    public static final class WithoutCode extends IdentityException {
        private static final long serialVersionUID = 1L;

        public WithoutCode() {
            super("there is no code", null);
        }
    }

    /** The person or the provider said no. */
    public static final class Denied extends IdentityException {
        private static final long serialVersionUID = 1L;

        public Denied(String message) {
            super(message, null);
        }
    }

    /** The provider cannot be reached, or refuses to tell. Trying again may help. */
    public static final class Unavailable extends IdentityException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** What the provider told is not its own, not for us, not of now or not for this departure. */
    public static final class Untrusted extends IdentityException {
        private static final long serialVersionUID = 1L;

        public Untrusted(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
