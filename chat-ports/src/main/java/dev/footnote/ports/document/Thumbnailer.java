package dev.footnote.ports.document;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.ByteSource;
import java.util.Optional;

/**
 * Makes small pictures of stored documents.
 *
 * <p>Safe for use by several threads at once. Blocks until the picture is made; every wait has a limit.
 */
public interface Thumbnailer {

    /** How many bytes a picture has at most. */
    int MAX_BYTES = 64_000;

    /**
     * A picture in the format PNG: of the first page, or of the document itself if that is a picture.
     *
     * @return empty if none can be made: another kind of document, broken, encrypted, or too much
     * @throws BlobException if the document cannot be read
     */
    Optional<ByteSource> draw(DocumentId id);
}
