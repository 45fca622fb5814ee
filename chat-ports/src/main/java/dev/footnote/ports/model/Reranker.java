package dev.footnote.ports.model;

import java.util.List;

/**
 * Reads a question and texts together and says how well each text answers it.
 *
 * <p>Safe for use by several threads at once.
 */
public interface Reranker {

    /**
     * One score for each of {@code texts}, in order, from 0 (unrelated) to 1. A text longer than the model can read is
     * cut; without texts the model is not asked.
     *
     * @throws ModelException if the model refuses, cannot be reached, or does not score each text once
     */
    List<Double> score(String question, List<String> texts);
}
