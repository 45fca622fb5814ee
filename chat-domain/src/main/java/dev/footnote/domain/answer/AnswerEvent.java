package dev.footnote.domain.answer;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.citation.Citation;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import java.time.Instant;
import java.util.List;

/**
 * What a client learns while a question is answered.
 *
 * <p>A turn is one {@link Opened}, any number of {@link Progress}, {@link Cited} and {@link Checked}, and one
 * {@link Completed} if it was answered or stopped, else one {@link Ended}. The deltas and markers in their order are
 * the text of the answer.
 */
public sealed interface AnswerEvent {

    /** The question is stored. */
    record Opened(ConversationId conversation, boolean newConversation) implements AnswerEvent {
        public Opened {
            requireNonNull(conversation, "conversation");
        }
    }

    /** The next piece of text. */
    record Progress(Delta delta) implements AnswerEvent {
        public Progress {
            requireNonNull(delta, "delta");
        }
    }

    /**
     * A sentence has ended and its sources are known.
     *
     * @param markers part of the answer's text; empty if nothing supports the sentence
     * @param flagged whether readers are to mark the sentence as not supported
     */
    record Cited(String markers, List<Citation> citations, boolean flagged) implements AnswerEvent {
        public Cited {
            requireNonNull(markers, "markers");
            citations = List.copyOf(citations);
        }

        /** Of a sentence that is not to be marked. */
        public Cited(String markers, List<Citation> citations) {
            this(markers, citations, false);
        }
    }

    /**
     * A sentence has been checked and is not sent, or not yet.
     *
     * @param sentences how many have been checked so far
     * @param supported how many of them are supported
     */
    record Checked(int sentences, int supported) implements AnswerEvent {}

    /**
     * The whole answer, already stored.
     *
     * @param end complete or stopped
     * @param prompt what the model was told, and how long each step took, for people
     * @param cut whether the model stopped because it may not write more
     */
    record Completed(
            String text, String thinking, Reference reference, TurnEnd end, String prompt, Instant at, boolean cut)
            implements AnswerEvent {
        public Completed {
            requireNonNull(text, "text");
            requireNonNull(thinking, "thinking");
            requireNonNull(reference, "reference");
            requireNonNull(end, "end");
            requireNonNull(prompt, "prompt");
            requireNonNull(at, "at");
        }
    }

    /** It ended without a whole answer. */
    record Ended(TurnEnd end) implements AnswerEvent {
        public Ended {
            requireNonNull(end, "end");
        }
    }
}
