package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.stream.Sink;

/** What a turn does, on its own thread. */
@FunctionalInterface
interface TurnWork {

    /** Writes the answer; what comes of it meanwhile goes to {@code events}. */
    Answer write(Sink<AnswerEvent> events);

    /** The turn is over, and stored if it is to be. May not fail. */
    default void ended(TurnEnd end) {}
}
