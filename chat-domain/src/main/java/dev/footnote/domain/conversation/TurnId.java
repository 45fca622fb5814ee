package dev.footnote.domain.conversation;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a turn, and with it its question and its reply. */
public record TurnId(String value) {
    public TurnId {
        requireId(value, "turn");
    }
}
