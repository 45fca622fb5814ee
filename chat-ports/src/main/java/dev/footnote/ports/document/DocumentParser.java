package dev.footnote.ports.document;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;

/**
 * Finds the text in documents.
 *
 * <p>Safe for use by several threads at once.
 */
public interface DocumentParser {

    /**
     * Pushes the text of a stored document to {@code sink}, in reading order, without holding it whole. The format is
     * found by content; {@code name} only helps where that is ambiguous.
     *
     * @return {@code false} if the sink wanted no more
     * @throws UnreadableDocumentException if there is no text to be had: unknown format, broken, encrypted
     */
    boolean parse(DocumentId id, String name, Sink<Section> sink);
}
