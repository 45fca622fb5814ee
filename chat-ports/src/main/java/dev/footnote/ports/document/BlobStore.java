package dev.footnote.ports.document;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;

/**
 * Keeps the bytes of documents and attachments under their ids.
 *
 * <p>Safe for use by several threads at once. Methods throw {@link BlobException} if the store cannot be used.
 */
public interface BlobStore {

    /**
     * Stores all bytes of {@code source}, durable on return; on failure nothing is stored.
     *
     * @param maxBytes how many bytes are allowed
     * @return how many there were, or -1 if there were more than {@code maxBytes} and nothing is stored
     */
    long put(DocumentId id, ByteSource source, long maxBytes);

    /** The bytes from the first on. The source is closed by reading it to its end or by the store's own means. */
    ByteSource open(DocumentId id);

    /** Whether there are bytes of that id. */
    boolean has(DocumentId id);

    /** Forgets the bytes; says whether there were any. */
    boolean remove(DocumentId id);
}
