package dev.footnote.domain.citation;

import java.util.List;

/** Judges once more what was found to support a sentence, as a model can that understands both. */
@FunctionalInterface
public interface SecondOpinion {

    /** Nobody is asked. */
    SecondOpinion NONE = (sentence, sources) -> List.of();

    /**
     * Judges each of {@code sources} on its own. The sentence waits for it, so this is to be quick.
     *
     * @param sources what was found, best first, each with what stands around it
     * @return how likely each bears {@code sentence} out, from 0 to 1, in their order; empty for no opinion
     */
    List<Double> of(String sentence, List<String> sources);
}
