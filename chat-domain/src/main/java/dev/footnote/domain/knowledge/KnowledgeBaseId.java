package dev.footnote.domain.knowledge;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a knowledge base. */
public record KnowledgeBaseId(String value) {
    public KnowledgeBaseId {
        requireId(value, "knowledge base");
    }
}
