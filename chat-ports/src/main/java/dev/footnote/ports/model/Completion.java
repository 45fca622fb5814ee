package dev.footnote.ports.model;

import static java.util.Objects.requireNonNull;

/**
 * How a model's text ended.
 *
 * @param promptTokens how many tokens the model read, 0 if it did not say
 * @param tokens how many tokens the model wrote, 0 if it did not say
 */
public record Completion(FinishReason reason, int promptTokens, int tokens) {

    public Completion {
        requireNonNull(reason, "reason");
        if (tokens < 0 || promptTokens < 0) {
            throw new IllegalArgumentException("tokens are negative: %d, %d".formatted(promptTokens, tokens));
        }
    }

    /** Why a model stopped writing. */
    public enum FinishReason {
        /** It had said everything. */
        STOP,
        /** It reached its token limit. */
        LENGTH,
        /** The sink wanted no more, or the thread was interrupted. */
        CANCELLED
    }
}
