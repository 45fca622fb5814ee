package dev.footnote.domain.retrieval;

import java.util.List;

/**
 * What was found for a question.
 *
 * @param chunks best first, at most as many as were asked for
 * @param total how many chunks reached the threshold
 */
public record Knowledge(List<ScoredChunk> chunks, int total) {

    /** Nothing was found. */
    public static final Knowledge NONE = new Knowledge(List.of(), 0);

    public Knowledge {
        chunks = List.copyOf(chunks);
    }

    /** How many of the chunks are from each document. */
    public List<DocumentCount> documents() {
        return DocumentCount.of(chunks);
    }
}
