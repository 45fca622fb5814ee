package dev.footnote.domain.citation;

import java.util.List;

/**
 * The numbers by which likeness becomes a verdict: a logistic function of what {@link #FEATURES} names. They are fitted
 * to sentences that people have judged; {@code ./footnote eval --data DIR --fit} prints them.
 */
public final class Calibration {

    /** What a verdict rests on. Shares are from 0 to 1, of the sentence; the others are 0 or 1. */
    public static final List<String> FEATURES = List.of(
            "words said, weighed by how rare they are",
            "words of their kin said, weighed likewise",
            "all words in the same order",
            "the third power of that",
            "words that follow each other and are missing, of 5",
            "words missing, of 6",
            "at most one word missing",
            "names missing",
            "words of degree missing, of 2",
            "the writer speaks of himself",
            "the reader is spoken to",
            "a question");

    static final double BIAS = -2.76;

    private static final double[] WEIGHTS = {
        0.08, 1.30, 1.94, 1.88, -0.78, -0.71, 1.06, -0.27, -0.16, -1.79, -0.69, -0.97
    };

    /** From this likelihood on a sentence is supported. */
    static final double SUPPORTED = 0.44;

    private Calibration() {}

    /** How likely it is, from 0 to 1, that people find a sentence supported by a passage with these features. */
    static double likelihood(double[] features) {
        double sum = BIAS;
        for (int i = 0; i < features.length; i++) {
            sum += WEIGHTS[i] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
