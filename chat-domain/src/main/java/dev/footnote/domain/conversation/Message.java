package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.knowledge.Attachment;
import java.time.Instant;
import java.util.List;

/** A part of a conversation. The question and the reply of one turn share its id. */
public sealed interface Message {

    TurnId turn();

    String text();

    Instant at();

    /**
     * What was asked.
     *
     * @param files that were sent with it, in the sender's order
     */
    record Question(TurnId turn, String text, Instant at, List<Attachment> files) implements Message {
        public Question {
            requireNonNull(turn, "turn");
            requireNonNull(text, "text");
            requireNonNull(at, "at");
            files = List.copyOf(files);
        }

        /** One without files. */
        public Question(TurnId turn, String text, Instant at) {
            this(turn, text, at, List.of());
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
