package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

/** A chunk with the vector it is found by. */
public record IndexedChunk(Chunk chunk, Embedding embedding) {
    public IndexedChunk {
        requireNonNull(chunk, "chunk");
        requireNonNull(embedding, "embedding");
    }
}
