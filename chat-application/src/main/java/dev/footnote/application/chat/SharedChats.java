package dev.footnote.application.chat;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.Ports;
import java.util.Optional;
import java.util.Set;

/**
 * Chats that whoever has the link may talk to. A share opens its one dialog and the conversations that were begun with
 * a share; what its owner talked about with the same dialog it does not open.
 */
public final class SharedChats {

    private final Ports ports;
    private final AnswerQuestion answerQuestion;
    private final ResumeTurn resumeTurn;

    public SharedChats(Ports ports, AnswerQuestion answerQuestion, ResumeTurn resumeTurn) {
        this.ports = ports;
        this.answerQuestion = answerQuestion;
        this.resumeTurn = resumeTurn;
    }

    /**
     * The dialog.
     *
     * @throws NotFound if the tenant has no such dialog
     * @throws Forbidden if the tenant has it, but it is not the one that {@code share} opens
     */
    public Dialog find(Share share, DialogId id) {
        Dialog dialog =
                ports.dialogs().find(share.tenant(), id).orElseThrow(() -> new NotFound(Thing.DIALOG, id.value()));
        if (!share.dialog().filter(id::equals).isPresent()) {
            throw new Forbidden(Thing.DIALOG, id.value());
        }
        return dialog;
    }

    /**
     * Lets pages of {@code origins} alone use the share token; those of any if there are none.
     *
     * @throws NotFound if the token is not the caller's
     */
    public void embed(Caller caller, Secret token, Set<Origin> origins) {
        if (!ports.apiTokens().embed(caller.tenant(), token.hash(), origins)) {
            throw new NotFound(Thing.CREDENTIAL, "");
        }
    }

    /** Whether a page of {@code origin} may use the share token. */
    public boolean embeds(Secret token, String origin) {
        Set<Origin> origins = ports.apiTokens().origins(token.hash());
        return origins.isEmpty() || Origin.is(origin) && origins.contains(new Origin(origin));
    }

    /** Begins a conversation; fails as {@link #find} does. */
    public Conversation begin(Share share, DialogId id, String name, String userLabel) {
        Dialog dialog = find(share, id);
        var now = ports.clock().instant();
        var conversation = new Conversation(
                new ConversationId(ports.ids().next()),
                share.tenant(),
                id,
                name,
                userLabel,
                dialog.settings().prompt().opener(),
                now,
                now);
        if (!ports.conversations().addShared(conversation)) {
            throw new NotFound(Thing.DIALOG, id.value());
        }
        return conversation;
    }

    /**
     * Asks in a conversation that a share began; otherwise as {@link AnswerQuestion#ask} and {@link #find}.
     *
     * @param turn the turn's id, if the client chose it
     * @return empty if there is a turn of that id already; nothing has changed then
     * @throws NotFound if {@code request} names no such conversation
     */
    public Optional<StartedTurn> ask(Share share, AskRequest request, Optional<TurnId> turn, Sink<TurnEvent> reader) {
        find(share, request.dialog());
        if (request.question().isBlank()) {
            throw new Invalid(Thing.QUESTION, Problem.MISSING, "");
        }
        ConversationId id = request.conversation().orElseThrow(() -> new NotFound(Thing.CONVERSATION, ""));
        require(share, request.dialog(), id);
        return turn.isPresent()
                ? answerQuestion.askOnce(caller(share), request, turn.get(), reader)
                : Optional.of(answerQuestion.ask(caller(share), request, reader));
    }

    /** Removes a conversation that was begun for a question which another has answered. */
    public void withdraw(Share share, Conversation conversation) {
        ports.conversations().remove(share.tenant(), conversation.dialog(), conversation.id());
    }

    /**
     * A turn of a conversation that a share began.
     *
     * @throws NotFound if there is none of that id
     */
    public Turn turn(Share share, DialogId dialog, TurnId id) {
        find(share, dialog);
        Turn turn = resumeTurn.find(caller(share), id);
        if (ports.conversations()
                .findShared(share.tenant(), dialog, turn.conversation())
                .isEmpty()) {
            throw new NotFound(Thing.TURN, id.value());
        }
        return turn;
    }

    /** In whose name a share acts, once {@link #find} or {@link #turn} has said what it may act on. */
    public Caller caller(Share share) {
        return new Caller(new UserId(share.tenant().value()), share.tenant());
    }

    private void require(Share share, DialogId dialog, ConversationId id) {
        if (ports.conversations().findShared(share.tenant(), dialog, id).isEmpty()) {
            throw new NotFound(Thing.CONVERSATION, id.value());
        }
    }
}
