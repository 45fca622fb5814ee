package dev.footnote.adapter.http;

import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnId;

/** How one turn is told to one reader, on one thread at a time. */
interface Telling {

    /** What is sent for {@code event} in a stream; may be nothing. */
    String part(TurnEvent event);

    /** What is sent in one piece for a turn, by its {@code last} event. */
    Envelope whole(TurnId turn, ConversationId conversation, AnswerEvent last);
}
