package dev.footnote.evaluation;

import dev.footnote.domain.retrieval.RetrievalSettings;
import java.util.List;

/** Passages that the product searches. */
interface SearchedCollection {

    /** The names of the passages that are found, best first. */
    List<String> found(String question, RetrievalSettings settings);
}
