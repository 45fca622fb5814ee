package dev.footnote.domain.citation;

import java.util.List;

/** The numbers by which likeness becomes a verdict. */
public final class Calibration {

    /** What a judgement rests on, in the order of {@link #WEIGHTS}. */
    public static final List<String> FEATURES = List.of(
            "words",
            "kin",
            "words in the whole chunk",
            "pairs",
            "triples",
            "numbers missing",
            "names missing",
            "negation differs",
            "bounds missing",
            "speaker",
            "reader",
            "question",
            "words missing",
            "length");

    private static final double BIAS = -5;
    private static final double[] WEIGHTS = {4, 2, 0, 2, 1, -2, -1, -2, -0.5, -1, -0.5, -1, -2, 0};

    private Calibration() {}

    /** How likely it is, from 0 to 1, that the passage with these features supports the sentence. */
    static double probability(double[] features) {
        double sum = bias;
        for (int i = 0; i < features.length; i++) {
            sum += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
    /** experiment */
    public static double bias = BIAS;
    /** experiment */
    public static double[] weights = WEIGHTS;
}
