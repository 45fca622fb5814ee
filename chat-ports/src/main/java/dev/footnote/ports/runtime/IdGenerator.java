package dev.footnote.ports.runtime;

import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;

/** Makes ids that nothing else has, and secrets that nobody can guess. Safe for use by several threads at once. */
public interface IdGenerator {

    /** The id of a new thing: 32 hexadecimal digits, a version-1 UUID without dashes. */
    String next();

    /** The id of a new turn: a version-4 UUID with dashes. */
    String nextTurn();

    /** A new secret of 256 random bits: 43 characters that may stand in a URL. */
    Secret secret();

    /** The id of the chunk with this content in this document: 16 hexadecimal digits, the same each time. */
    ChunkId chunk(String content, DocumentId document);
}
