package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Embedding;
import java.util.Optional;

/**
 * A chunk as an index yields it, with what it has in common with the question.
 *
 * @param termSimilarity the share of the question's weighted terms that the chunk has, from 0 to 1
 * @param cosine of the question's and the chunk's vectors, from -1 to 1; 0 if one of them has none
 * @param embedding the chunk's vector
 */
public record Candidate(Chunk chunk, double termSimilarity, double cosine, Optional<Embedding> embedding) {
    public Candidate {
        requireNonNull(chunk, "chunk");
        requireNonNull(embedding, "embedding");
    }
}
