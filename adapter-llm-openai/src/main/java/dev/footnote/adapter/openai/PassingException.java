package dev.footnote.adapter.openai;

import dev.footnote.ports.model.ModelException;
import java.time.Duration;

/** A failure that may pass, so that the request may be sent again if nothing of its answer was used. */
final class PassingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ModelException failure;
    private final Duration notBefore;

    /** @param notBefore how long the model asks to wait, zero if it does not say */
    PassingException(ModelException failure, Duration notBefore) {
        super(failure);
        this.failure = failure;
        this.notBefore = notBefore;
    }

    ModelException failure() {
        return failure;
    }

    Duration notBefore() {
        return notBefore;
    }
}
