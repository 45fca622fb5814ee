package dev.footnote.application.chat;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.TurnId;

/**
 * An event of a turn.
 *
 * @param number its place in the turn, from 0
 */
public record TurnEvent(TurnId turn, int number, AnswerEvent event) {
    public TurnEvent {
        requireNonNull(turn, "turn");
        requireNonNull(event, "event");
    }
}
