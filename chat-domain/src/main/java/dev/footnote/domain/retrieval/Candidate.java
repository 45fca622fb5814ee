package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Embedding;
import java.util.Optional;

/**
 * A match with its chunk.
 *
 * @param embedding the chunk's vector
 */
public record Candidate(Match match, Chunk chunk, Optional<Embedding> embedding) {
    public Candidate {
        requireNonNull(match, "match");
        requireNonNull(chunk, "chunk");
        requireNonNull(embedding, "embedding");
    }
}
