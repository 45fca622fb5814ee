package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.citation.Reference;
import java.time.Instant;

/** A part of a conversation. The question and the reply of one turn share its id. */
public sealed interface Message {

    TurnId turn();

    String text();

    Instant at();

    /** What was asked. */
    record Question(TurnId turn, String text, Instant at) implements Message {
        public Question {
            requireNonNull(turn, "turn");
            requireNonNull(text, "text");
            requireNonNull(at, "at");
        }
    }

    /**
     * What was answered.
     *
     * @param text as it was sent, markers included; what there was of it if the turn is not complete
     * @param thinking the model's reasoning, kept apart; may be empty
     */
    record Reply(
            TurnId turn, String text, String thinking, Reference reference, TurnEnd end, Instant at, Feedback feedback)
            implements Message {
        public Reply {
            requireNonNull(turn, "turn");
            requireNonNull(text, "text");
            requireNonNull(thinking, "thinking");
            requireNonNull(reference, "reference");
            requireNonNull(end, "end");
            requireNonNull(at, "at");
            requireNonNull(feedback, "feedback");
        }

        /** One that nobody has rated. */
        public Reply(TurnId turn, String text, String thinking, Reference reference, TurnEnd end, Instant at) {
            this(turn, text, thinking, reference, end, at, Feedback.NONE);
        }
    }
}
