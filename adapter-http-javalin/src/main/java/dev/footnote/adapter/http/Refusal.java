package dev.footnote.adapter.http;

/** A request that is answered with a failure before a use case is asked. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Envelope envelope;

    Refusal(Envelope envelope) {
        super(String.valueOf(envelope.body().get("message")), null, false, false);
        this.envelope = envelope;
    }

    /** A request that is wrong in itself. */
    static Refusal invalid(int code, String message) {
        return new Refusal(Envelope.error(code, message, Outcome.INVALID));
    }

    /** A request that existing clients expect to be called an exception. */
    static Refusal unusable(String message) {
        return new Refusal(Envelope.full(100, message, null, Outcome.INVALID));
    }

    /** Something that is not there, or not the caller's. */
    static Refusal missing(String message) {
        return new Refusal(Envelope.error(102, message, Outcome.NOT_FOUND));
    }

    Envelope envelope() {
        return envelope;
    }
}
