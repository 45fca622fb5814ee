package dev.footnote.domain.retrieval;

import java.util.List;

/**
 * What was found for a question.
 *
 * @param chunks best first, at most as many as were asked for
 * @param total how many chunks reached the threshold
 * @param documents how many of those that reached the threshold are from each document
 */
public record Knowledge(List<ScoredChunk> chunks, int total, List<DocumentCount> documents) {

    /** Nothing was found. */
    public static final Knowledge NONE = new Knowledge(List.of(), 0, List.of());

    public Knowledge {
        chunks = List.copyOf(chunks);
        documents = List.copyOf(documents);
    }
}
