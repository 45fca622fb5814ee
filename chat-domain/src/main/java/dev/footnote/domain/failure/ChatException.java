package dev.footnote.domain.failure;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A request that cannot be carried out, for a reason that its sender can understand and act on. */
public abstract sealed class ChatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Thing thing;
    private final String subject;

    private ChatException(String kind, Thing thing, String subject, @Nullable Throwable cause) {
        super("%s: %s %s".formatted(kind, requireNonNull(thing, "thing"), requireNonNull(subject, "subject")), cause);
        this.thing = thing;
        this.subject = subject;
    }

    /** What the request was about. */
    public Thing thing() {
        return thing;
    }

    /** Which one: an id, a name or the value that was refused; empty if there is none. */
    public String subject() {
        return subject;
    }

    /** The thing asked for does not exist, or belongs to another tenant; which of the two is not told. */
    public static final class NotFound extends ChatException {
        private static final long serialVersionUID = 1L;

        public NotFound(Thing thing, String id) {
            super("not found", thing, id, null);
        }
    }

    /** The caller may see the thing but not do this with it. */
    public static final class Forbidden extends ChatException {
        private static final long serialVersionUID = 1L;

        public Forbidden(Thing thing, String id) {
            super("forbidden", thing, id, null);
        }
    }

    /** The request contradicts itself, or a value is out of its bounds. */
    public static final class Invalid extends ChatException {
        private static final long serialVersionUID = 1L;

        private final Problem problem;

        public Invalid(Thing thing, Problem problem, String subject) {
            super("invalid, " + problem, thing, subject, null);
            this.problem = problem;
        }

        /** What is wrong with the subject. */
        public Problem problem() {
            return problem;
        }
    }

    /** The request contradicts the state of what it names. */
    public static final class Conflict extends ChatException {
        private static final long serialVersionUID = 1L;

        private final Clash clash;

        public Conflict(Thing thing, Clash clash, String subject) {
            super("conflict, " + clash, thing, subject, null);
            this.clash = clash;
        }

        /** What the request clashes with. */
        public Clash clash() {
            return clash;
        }
    }

    /** Something this program depends on failed: a model, the database, the index. */
    public static final class Upstream extends ChatException {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        public Upstream(Thing thing, Fault fault, @Nullable Throwable cause) {
            super("upstream, " + fault, thing, "", cause);
            this.fault = fault;
        }

        /** How it failed. */
        public Fault fault() {
            return fault;
        }
    }

    /** What can be wrong with a value. */
    public enum Problem {
        /** Required, and absent or blank. */
        MISSING,
        /** Longer than its bound. */
        TOO_LONG,
        /** Not of the form it must have. */
        MALFORMED,
        /** A required variable that the prompt does not use. */
        UNUSED,
        /** A knowledge base without parsed documents. */
        WITHOUT_CHUNKS,
        /** Known, but not available here. */
        UNAVAILABLE,
        /** Of a type that cannot be read. */
        UNSUPPORTED
    }

    /** What a request can clash with. */
    public enum Clash {
        /** Another one has this name. */
        NAME_TAKEN,
        /** Another one of the tenant has this id, which its client chose. */
        ID_TAKEN,
        /** The conversation has an unfinished turn. */
        TURN_RUNNING,
        /** The document is being parsed. */
        BEING_PARSED,
        /** The document is not being parsed. */
        NOT_BEING_PARSED,
        /** The knowledge bases have different embedding models. */
        MIXED_EMBEDDING_MODELS,
        /** The knowledge base has chunks already. */
        HAS_CHUNKS,
        /** The knowledge base is on its way to another embedding model. */
        EMBEDDING_CHANGES
    }

    /** How something this program depends on can fail. */
    public enum Fault {
        /** It refused our credential. */
        UNAUTHORIZED,
        /** It asked us to come back later. */
        RATE_LIMITED,
        /** It refused the request itself, for instance as too long. */
        REFUSED,
        /** It cannot be reached, broke off or was silent for too long. */
        UNAVAILABLE,
        /** It answered with something that is no answer. */
        UNINTELLIGIBLE
    }
}
