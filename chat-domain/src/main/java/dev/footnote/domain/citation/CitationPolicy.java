package dev.footnote.domain.citation;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * What becomes of sentences that the sources do not support.
 *
 * @param bound for {@link Mode#ABSTAIN}: the least share of supported sentences, from 0 to 1
 */
public record CitationPolicy(Mode mode, double bound) {

    /** Everything is sent, and for each sentence what was found. */
    public static final CitationPolicy SHOW = new CitationPolicy(Mode.SHOW, 0.5);

    public CitationPolicy {
        requireNonNull(mode, "mode");
        if (!(bound >= 0 && bound <= 1)) { // also refuses NaN
            throw new IllegalArgumentException("bound is %s, must be from 0 to 1".formatted(bound));
        }
    }

    /** Whether a sentence is sent only once it is known how it fares. */
    public boolean holdsBack() {
        return switch (mode) {
            case SHOW, FLAG -> false;
            case DROP, ABSTAIN -> true;
        };
    }

    /** Whether an answer of this groundedness is told; one without a sentence to check counts as 0. */
    public boolean accepts(OptionalDouble groundedness) {
        return mode != Mode.ABSTAIN || groundedness.orElse(0) >= bound;
    }

    /** What is done. */
    public enum Mode {
        /** Every sentence is sent, at once. */
        SHOW,
        /** As {@link #SHOW}, and readers are told which sentences to mark. */
        FLAG,
        /** Only supported sentences are sent, each when it is known to be one. */
        DROP,
        /** Nothing is sent before the end; then the answer, or that there is none. */
        ABSTAIN
    }
}
