package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.dialog.DialogId;

/** A reply with citations, and where it stands. */
public record CitedReply(DialogId dialog, ConversationId conversation, Reply reply) {
    public CitedReply {
        requireNonNull(dialog, "dialog");
        requireNonNull(conversation, "conversation");
        requireNonNull(reply, "reply");
    }
}
