package dev.footnote.ports.store;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.CitedReply;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Keeps turns and their events, so that what was asked is never lost and what was sent can be sent again. */
public interface TurnRepository {

    /**
     * Stores a question and its turn at {@code place}, in one statement. It becomes the end of the current branch; a
     * conversation that was completed is so no more.
     *
     * @return what became of the attempt; only {@link Begun#STARTED} changes something
     */
    Begun begin(TenantId tenant, ConversationId conversation, Question question, Place place);

    /** Stores a question behind the last turn of the current branch. */
    default Begun begin(TenantId tenant, ConversationId conversation, Question question) {
        return begin(tenant, conversation, question, new Place.End());
    }

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

    /**
     * Removes a turn with its question, reply and events, if it has ended. What followed it then follows the turn
     * before it; if it ended the current branch, that ends with the turn before it.
     */
    Removed remove(TenantId tenant, TurnId turn);

    /** Replaces what is thought of the reply of a turn that has ended; says whether there is one. */
    boolean rate(TenantId tenant, TurnId turn, Feedback feedback);

    /**
     * Replies with citations, of conversations that are there, also of branches that are not current, in an order that
     * does not change.
     *
     * @param after the turn behind which it begins; empty for the first
     * @param limit how many at most, at least 1
     */
    List<CitedReply> cited(TenantId tenant, Optional<TurnId> after, int limit);

    /** The turns that have not ended, of all tenants, with their tenants. */
    List<Unfinished> unfinished();

    /** What became of an attempt to begin a turn. */
    enum Begun {
        STARTED,
        /** The conversation, or the turn to follow, is not there. */
        NO_CONVERSATION,
        /** The conversation has a turn that has not ended. */
        TURN_RUNNING,
        /** The conversation has a turn of this id already. */
        KNOWN
    }

    /** What became of an attempt to remove a turn. */
    enum Removed {
        REMOVED,
        /** It has not ended. */
        RUNNING,
        UNKNOWN
    }

    /** A turn that has not ended. */
    record Unfinished(TenantId tenant, TurnId turn) {}
}
