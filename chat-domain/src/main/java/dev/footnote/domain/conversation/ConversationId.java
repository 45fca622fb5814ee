package dev.footnote.domain.conversation;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a conversation. */
public record ConversationId(String value) {
    public ConversationId {
        requireId(value, "conversation");
    }
}
