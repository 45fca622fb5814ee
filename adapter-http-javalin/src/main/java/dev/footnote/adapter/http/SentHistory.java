package dev.footnote.adapter.http;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.prompt.PromptMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client says was said before its question, compared with what is stored, which it never replaces.
 *
 * @param sent without the question
 */
record SentHistory(ChatApplication app, Caller caller, Conversation conversation, List<SentMessage> sent) {

    private static final int MAX_ID = 64;

    SentHistory {
        sent = List.copyOf(sent);
    }

    /** The turn that the question follows: the last one of this conversation that the client names. */
    Optional<TurnId> after() {
        return sent.reversed().stream()
                .flatMap(message -> message.id().stream())
                .filter(id -> id.length() <= MAX_ID)
                .map(TurnId::new)
                .filter(this::stored)
                .findFirst();
    }

    private boolean stored(TurnId turn) {
        try {
            return app.resumeTurn().find(caller, turn).conversation().equals(conversation.id());
        } catch (ChatException.NotFound elsewhere) {
            return false;
        }
    }

    /** What the model is told instead of what is stored: what was sent, if it names no turn and nothing is stored. */
    Optional<List<PromptMessage>> given(Optional<TurnId> after) {
        return after.isEmpty() && !sent.isEmpty() && messages().isEmpty() ? Optional.of(told()) : Optional.empty();
    }

    /** All that the model is told: what is stored up to {@code after}, or what was sent if nothing is stored. */
    List<PromptMessage> whole(Optional<TurnId> after) {
        List<Message> messages = messages();
        if (messages.isEmpty()) {
            return told();
        }
        var whole = new ArrayList<PromptMessage>();
        for (Message message : messages) {
            if (message instanceof Message.Reply reply && said(reply.end())) {
                whole.add(new PromptMessage(PromptMessage.Role.USER, question(messages, reply.turn())));
                whole.add(new PromptMessage(PromptMessage.Role.ASSISTANT, reply.text()));
            }
            if (message instanceof Message.Reply
                    && after.filter(message.turn()::equals).isPresent()) {
                break;
            }
        }
        return whole;
    }

    private List<PromptMessage> told() {
        return sent.stream().map(SentMessage::told).toList();
    }

    private List<Message> messages() {
        return app.manageConversations()
                .read(caller, conversation.dialog(), conversation.id())
                .messages();
    }

    private static String question(List<Message> messages, TurnId turn) {
        return messages.stream()
                .filter(message ->
                        message instanceof Message.Question && message.turn().equals(turn))
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    private static boolean said(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Complete complete -> true;
            case TurnEnd.Stopped stopped -> true;
            case TurnEnd.Failed failed -> false;
            case TurnEnd.Interrupted interrupted -> false;
        };
    }
}
