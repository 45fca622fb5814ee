package dev.footnote.adapter.http;

import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.stream.Sink;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A turn that a request asks for.
 *
 * @param caller whose turn it is
 * @param chosen the turn's id, if the request has chosen it
 * @param lost is told of the turn when its reader is found to be gone
 */
record Asked(Caller caller, Optional<Chosen> chosen, Telling telling, Start start, Consumer<TurnId> lost) {

    /** A turn whose reader may come back. */
    Asked(Caller caller, Optional<Chosen> chosen, Telling telling, Start start) {
        this(caller, chosen, telling, start, turn -> {});
    }

    /** Begins the turn. */
    @FunctionalInterface
    interface Start {
        /** Empty if it was begun before. */
        Optional<StartedTurn> begin(Sink<TurnEvent> reader);
    }

    /**
     * An id that a request gives to its turn, so that it can be sent twice.
     *
     * @param conversation that of the turn once it has begun; fails if the request may not read it
     */
    record Chosen(TurnId id, Supplier<ConversationId> conversation) {}
}
