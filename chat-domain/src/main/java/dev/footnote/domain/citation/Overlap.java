package dev.footnote.domain.citation;

/** How much of a sentence each passage says, and each two passages that follow each other say together. */
final class Overlap {

    private final double[] single;
    private final double[] shared;
    private double total;

    Overlap(int passages) {
        single = new double[passages];
        shared = new double[passages];
    }

    /**
     * Notes a part of the sentence that weighs {@code weight} and is said in the passages {@code saying}, which are in
     * order.
     */
    void add(Passages.Places saying, double weight) {
        total += weight;
        for (int i = 0; i < saying.count(); i++) {
            single[saying.get(i)] += weight;
            if (i > 0 && saying.get(i - 1) + 1 == saying.get(i)) {
                shared[saying.get(i - 1)] += weight;
            }
        }
    }

    /** The weight of all parts. */
    double total() {
        return total;
    }

    /** What a passage says of them; with the next one, if {@code two}. */
    double in(int passage, boolean two) {
        return two ? single[passage] + single[passage + 1] - shared[passage] : single[passage];
    }

    /** As {@link #in}, as a share of all; 0 if there are no parts. */
    double share(int passage, boolean two) {
        return total == 0 ? 0 : in(passage, two) / total;
    }
}
