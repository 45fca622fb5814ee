package dev.footnote.domain.dialog;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a dialog. */
public record DialogId(String value) {
    public DialogId {
        requireId(value, "dialog");
    }
}
