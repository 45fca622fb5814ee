package dev.footnote.ports.store;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Keeps turns and their events, so that what was asked is never lost and what was sent can be sent again. */
public interface TurnRepository {

    /**
     * Stores a question and its turn, in one statement. A conversation that was completed is so no more.
     *
     * @return what became of the attempt; only {@link Begun#STARTED} changes something
     */
    Begun begin(TenantId tenant, ConversationId conversation, Question question);

    /**
     * Appends events, the first of which is the turn's {@code from}-th, from 0; what is there already is left as it is.
     */
    void append(TurnId turn, int from, List<AnswerEvent> events);

    /**
     * Stores how a turn ended, its reply and its last events, in one statement; a turn that has ended already is left
     * as it is.
     *
     * @return whether this ended it
     */
    boolean end(TurnId turn, Reply reply, int from, List<AnswerEvent> events);

    Optional<Turn> find(TenantId tenant, TurnId turn);

    /** The turn of the conversation that was begun last. */
    Optional<Turn> latest(TenantId tenant, ConversationId conversation);

    /** The events from the {@code from}-th on that are stored, in order. */
    List<AnswerEvent> events(TenantId tenant, TurnId turn, int from);

    /** The turns that have not ended, of all tenants, with their tenants. */
    List<Unfinished> unfinished();

    /** What became of an attempt to begin a turn. */
    enum Begun {
        STARTED,
        /** The conversation is not there. */
        NO_CONVERSATION,
        /** The conversation has a turn that has not ended. */
        TURN_RUNNING,
        /** The conversation has a turn of this id already. */
        KNOWN
    }

    /** A turn that has not ended. */
    record Unfinished(TenantId tenant, TurnId turn) {}
}
