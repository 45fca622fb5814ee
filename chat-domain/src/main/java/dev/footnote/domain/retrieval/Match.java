package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tags;

/**
 * A chunk that a search met, and what it has in common with the question. Its text is not read yet.
 *
 * @param termSimilarity the share of the question's weighted terms that the chunk has, from 0 to 1; means the same in
 *     every search
 * @param relevance how well the chunk's words fit the question's, at least 0; orders the matches of one search better
 *     than {@code termSimilarity}, and means nothing beside another search's
 * @param cosine of the question's and the chunk's vectors, from -1 to 1; 0 if one of them has none
 * @param tags of the chunk
 */
public record Match(
        ChunkId chunk,
        KnowledgeBaseId knowledgeBase,
        DocumentId document,
        String documentName,
        double termSimilarity,
        double relevance,
        double cosine,
        Tags tags) {
    public Match {
        requireNonNull(chunk, "chunk");
        requireNonNull(knowledgeBase, "knowledgeBase");
        requireNonNull(document, "document");
        requireNonNull(documentName, "documentName");
        requireNonNull(tags, "tags");
        if (!(relevance >= 0)) { // also refuses NaN
            throw new IllegalArgumentException("relevance is %s, must be at least 0".formatted(relevance));
        }
    }

    /** A match of a chunk without tags. */
    public Match(
            ChunkId chunk,
            KnowledgeBaseId knowledgeBase,
            DocumentId document,
            String documentName,
            double termSimilarity,
            double relevance,
            double cosine) {
        this(chunk, knowledgeBase, document, documentName, termSimilarity, relevance, cosine, Tags.NONE);
    }
}
