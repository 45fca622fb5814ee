package dev.footnote.domain.knowledge;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a chunk. Equal texts of one document have equal ids, so that parsing twice yields the same chunks. */
public record ChunkId(String value) {
    public ChunkId {
        requireId(value, "chunk");
    }
}
