package dev.footnote.domain.knowledge;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a document; also the key of its bytes. */
public record DocumentId(String value) {
    public DocumentId {
        requireId(value, "document");
    }
}
