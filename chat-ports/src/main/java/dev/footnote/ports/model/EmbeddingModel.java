package dev.footnote.ports.model;

import dev.footnote.domain.knowledge.Embedding;
import java.util.List;

/**
 * Turns texts into vectors whose nearness is nearness of meaning.
 *
 * <p>Safe for use by several threads at once.
 */
public interface EmbeddingModel {

    /**
     * One vector for each of {@code texts}, in order, all of {@link #dimension}. A text longer than the model can read
     * is cut; a blank one is allowed.
     *
     * @throws ModelException if the model refuses, cannot be reached, or yields vectors of another number or dimension,
     *     or with numbers that are not finite
     */
    List<Embedding> embed(Purpose purpose, List<String> texts);

    /** How many numbers a vector has. */
    int dimension();

    /** The cosine that two texts without anything in common have, below 1. */
    double unrelatedCosine();

    /** What a vector is for; some models want questions and passages told apart. */
    enum Purpose {
        QUESTION,
        PASSAGE
    }
}
