package dev.footnote.domain.retrieval;

/**
 * How many chunks are looked for, and how good they must be.
 *
 * @param topN how many chunks the model reads, at least 0
 * @param topK how many candidates each of the two searches yields, from 1 to 1024
 * @param similarityThreshold what a chunk must reach to be quoted, from 0 to 1
 * @param vectorWeight how much the vector counts against the words, from 0 to 1
 */
public record RetrievalSettings(int topN, int topK, double similarityThreshold, double vectorWeight) {

    /** What holds where nothing is set. */
    public static final RetrievalSettings DEFAULT = new RetrievalSettings(6, 1024, 0.2, 0.3);

    public RetrievalSettings {
        topN = Math.max(0, topN);
        topK = Math.clamp(topK, 1, 1024);
        similarityThreshold = fraction(similarityThreshold, "similarityThreshold");
        vectorWeight = fraction(vectorWeight, "vectorWeight");
    }

    private static double fraction(double value, String name) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(name + " is not a number");
        }
        return Math.clamp(value, 0, 1);
    }
}
