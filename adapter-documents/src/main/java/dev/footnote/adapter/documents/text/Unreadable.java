package dev.footnote.adapter.documents.text;

import dev.footnote.ports.document.UnreadableDocumentException;

/** Words the reasons for which a document is not read. */
public final class Unreadable {

    private Unreadable() {}

    /** A reason, for the uploader, without a cause. */
    public static UnreadableDocumentException because(String reason) {
        return new UnreadableDocumentException(reason, null);
    }

    /** The reason for all that a parser trips over: the file is broken. */
    public static UnreadableDocumentException damaged(String kind, Exception cause) {
        return new UnreadableDocumentException("This %s is damaged or was cut off on its way.".formatted(kind), cause);
    }

    /** The reason for a file that only opens with a password. */
    public static UnreadableDocumentException encrypted(String kind, Exception cause) {
        return new UnreadableDocumentException(
                "This %s is encrypted and opens only with a password.".formatted(kind), cause);
    }
}
