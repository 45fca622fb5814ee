package dev.footnote.application.system;

import dev.footnote.ports.model.ModelException;
import java.util.function.Supplier;

/** How the last call of a language model went, in this process. Safe for use by several threads at once. */
public final class LastModelCall {

    private volatile Outcome outcome = Outcome.NONE;

    /** Makes {@code call} and notes how it went. */
    public <T> T noted(Supplier<T> call) {
        try {
            T result = call.get();
            outcome = Outcome.ANSWERED;
            return result;
        } catch (ModelException e) {
            outcome = Outcome.FAILED;
            throw e;
        }
    }

    /** How the last call went. */
    public Outcome outcome() {
        return outcome;
    }

    /** How a call can have gone. */
    public enum Outcome {
        /** There was none yet. */
        NONE,
        /** The model answered. */
        ANSWERED,
        /** The model could not be used. */
        FAILED
    }
}
