package dev.footnote.ports.model;

import java.util.List;

/**
 * Judges whether texts bear a statement out.
 *
 * <p>Safe for use by several threads at once.
 */
public interface EntailmentModel {

    /**
     * Judges each of {@code premises} on its own.
     *
     * <p>Blocks until all are judged; who has waited long enough interrupts the thread, and the model is asked no more.
     *
     * @param hypothesis the statement
     * @return how likely each bears it out, from 0 to 1, in their order
     * @throws ModelException if the model refuses, cannot be reached or says something else, or after an interruption
     */
    List<Double> entailment(String hypothesis, List<String> premises);
}
