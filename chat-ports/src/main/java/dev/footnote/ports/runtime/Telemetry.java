package dev.footnote.ports.runtime;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.TurnEnd;
import java.time.Duration;

/**
 * Counts and times what the program does, for those who run it. It is given numbers and names of models, never who
 * asked or what was said.
 *
 * <p>Returns at once and does not fail. Safe for use by several threads at once.
 */
public interface Telemetry {

    /** The first word of an answer by {@code model} was sent {@code after} the question had come. */
    void answerBegan(String model, Duration after);

    /** A turn is over. */
    void turnEnded(Turn turn);

    /** Knowledge bases were searched for one query, or could not be. */
    void searched(Outcome outcome, Duration took);

    /** {@code model} made vectors of so many texts, or failed to. */
    void embedded(String model, int texts, Outcome outcome, Duration took);

    /** A document was made into so many chunks, or cannot be ingested. */
    void ingested(int chunks, Outcome outcome, Duration took);

    /** How something went. */
    enum Outcome {
        SUCCESS,
        FAILURE
    }

    /**
     * A question and what became of it.
     *
     * @param model full name of the one that was asked
     * @param took from the question to the end
     * @param tokensRead by the model, all its errands included; 0 if it did not say
     * @param tokensWritten by the model, as above
     */
    record Turn(String model, TurnEnd end, Duration took, long tokensRead, long tokensWritten) {
        public Turn {
            requireNonNull(model, "model");
            requireNonNull(end, "end");
            requireNonNull(took, "took");
            if (tokensRead < 0 || tokensWritten < 0) {
                throw new IllegalArgumentException("tokens are negative: %d, %d".formatted(tokensRead, tokensWritten));
            }
        }
    }
}
