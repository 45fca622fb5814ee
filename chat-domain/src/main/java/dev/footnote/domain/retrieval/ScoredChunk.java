package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunk;

/**
 * A chunk that retrieval found, with how well it fits the question.
 *
 * @param similarity from 0 (unrelated) to 1 (identical), as termSimilarity and vectorSimilarity
 */
public record ScoredChunk(Chunk chunk, double similarity, double termSimilarity, double vectorSimilarity) {

    public ScoredChunk {
        requireNonNull(chunk, "chunk");
        if (!(similarity >= 0 && similarity <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("similarity is %s, must be from 0 to 1".formatted(similarity));
        }
    }

    /** This chunk, nearer by {@code more}, but no nearer than 1. */
    public ScoredChunk nearer(double more) {
        return new ScoredChunk(chunk, Math.clamp(similarity + more, 0, 1), termSimilarity, vectorSimilarity);
    }
}
