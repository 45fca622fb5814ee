package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.util.Optional;
import java.util.Set;

/**
 * What to look for.
 *
 * @param text searched by its words, never read as a query language
 * @param embedding searched by nearness; empty to search by words alone
 * @param knowledgeBases where to look; none finds nothing
 * @param documents if present, only chunks of these are found; an empty set finds nothing
 * @param limit how many candidates each of the two searches yields at most, at least 1
 */
public record ChunkQuery(
        String text,
        Optional<Embedding> embedding,
        Set<KnowledgeBaseId> knowledgeBases,
        Optional<Set<DocumentId>> documents,
        int limit) {
    public ChunkQuery {
        requireNonNull(text, "text");
        requireNonNull(embedding, "embedding");
        knowledgeBases = Set.copyOf(knowledgeBases);
        documents = documents.map(Set::copyOf);
        if (limit < 1) {
            throw new IllegalArgumentException("limit is %d, must be at least 1".formatted(limit));
        }
    }
}
