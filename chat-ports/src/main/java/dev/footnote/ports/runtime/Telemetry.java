package dev.footnote.ports.runtime;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.TurnEnd;
import java.time.Duration;
import java.util.function.Supplier;

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

    /** What goes on on this thread just now: a request, a step, or nothing yet. */
    Trail trail();

    /**
     * Something that goes on and has steps, which may have steps of their own.
     *
     * <p>Safe for use by several threads at once.
     */
    interface Trail {

        /**
         * Does {@code work} on this thread, as a step of this. While it runs it is what goes on on this thread.
         *
         * @return what {@code work} returns; what it throws is thrown on, and the step has failed then
         */
        <T> T step(Step step, Supplier<T> work);

        /** As {@link #step}, for what returns nothing. */
        default void run(Step step, Runnable work) {
            step(step, () -> {
                work.run();
                return this;
            });
        }

        /** A trail that nobody follows. */
        Trail NONE = new Trail() {
            @Override
            public <T> T step(Step step, Supplier<T> work) {
                return work.get();
            }
        };
    }

    /** What the program does of its own, beside asking models. */
    enum Step {
        /** Answers one question, from its own thread's beginning to its end. */
        TURN,
        /** Waits for documents that are being parsed. */
        AWAIT_DOCUMENTS,
        /** Makes the query out of question and conversation. */
        REFINE,
        /** Searches, perhaps several times. */
        SEARCH,
        /** Searches knowledge bases for one query. */
        RETRIEVE,
        /** Makes the prompt. */
        COMPOSE,
        /** Has the model write the answer, and cites. */
        WRITE,
        /** Ingests one document. */
        INGEST,
        /** Reads a document, cuts it and has the chunks embedded and staged. */
        PARSE,
        /** Makes the chunks of a document findable. */
        PUBLISH
    }

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
