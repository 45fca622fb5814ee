package dev.footnote.adapter.documents;

import dev.footnote.ports.document.UnreadableDocumentException;

/** Words the reasons for which a document is not read. */
final class Unreadable {

    private Unreadable() {}

    /** A reason, for the uploader, without a cause. */
    static UnreadableDocumentException because(String reason) {
        return new UnreadableDocumentException(reason, null);
    }
}
