package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

/**
 * A chunk with the vector it is found by.
 *
 * @param model the full name of the model that made the vector; empty if it is not told
 */
public record IndexedChunk(Chunk chunk, Embedding embedding, String model) {
    public IndexedChunk {
        requireNonNull(chunk, "chunk");
        requireNonNull(embedding, "embedding");
        requireNonNull(model, "model");
    }

    /** With the vector of a model that is not told. */
    public IndexedChunk(Chunk chunk, Embedding embedding) {
        this(chunk, embedding, "");
    }
}
