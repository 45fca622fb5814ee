package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Embedding;
import java.util.Optional;

/**
 * A chunk that retrieval found, with how well it fits the question.
 *
 * @param similarity from 0 (unrelated) to 1 (identical), as termSimilarity and vectorSimilarity
 * @param embedding the chunk's vector; empty where it is not at hand, as in stored references
 */
public record ScoredChunk(
        Chunk chunk, double similarity, double termSimilarity, double vectorSimilarity, Optional<Embedding> embedding) {

    public ScoredChunk {
        requireNonNull(chunk, "chunk");
        requireNonNull(embedding, "embedding");
        if (!(similarity >= 0 && similarity <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("similarity is %s, must be from 0 to 1".formatted(similarity));
        }
    }

    /** This chunk, nearer by {@code more}, but no nearer than 1. */
    public ScoredChunk nearer(double more) {
        return new ScoredChunk(chunk, Math.clamp(similarity + more, 0, 1), termSimilarity, vectorSimilarity, embedding);
    }
}
