package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.Chunk;

/** A match with its chunk. */
public record Candidate(Match match, Chunk chunk) {
    public Candidate {
        requireNonNull(match, "match");
        requireNonNull(chunk, "chunk");
    }
}
