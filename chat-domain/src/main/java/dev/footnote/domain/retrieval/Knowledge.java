package dev.footnote.domain.retrieval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found for a question.
 *
 * @param chunks best first, at most as many as were asked for
 * @param total how many chunks reached the threshold
 * @param documents how many of those that reached the threshold are from each document
 * @param labels the question's tags with their weights, best first; empty if it has none
 */
public record Knowledge(
        List<ScoredChunk> chunks, int total, List<DocumentCount> documents, Map<String, Integer> labels) {

    /** Nothing was found. */
    public static final Knowledge NONE = new Knowledge(List.of(), 0, List.of());

    public Knowledge {
        chunks = List.copyOf(chunks);
        documents = List.copyOf(documents);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** What was found for a question without tags. */
    public Knowledge(List<ScoredChunk> chunks, int total, List<DocumentCount> documents) {
        this(chunks, total, documents, Map.of());
    }
}
