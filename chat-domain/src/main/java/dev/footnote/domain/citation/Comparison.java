package dev.footnote.domain.citation;

import java.util.Arrays;

/**
 * One sentence of an answer beside all passages of the chunks: which say the same, and what tells whether it is enough.
 * A passage is named by its place, with whether the next one belongs to it too. Serves one sentence after the other, on
 * one thread.
 */
final class Comparison {

    private static final double ORDER_MATTERS = 0.3;

    private final Passages passages;
    private final double[] alike;
    private final double[] alikeWithNext;
    private final double[] features = new double[Calibration.FEATURES.size()];
    private Terms terms;
    private final Window window;

    /** What one unit of weight is of the whole sentence. */
    private double share;

    Comparison(Passages passages) {
        this.passages = passages;
        alike = new double[passages.size()];
        alikeWithNext = new double[passages.size()];
        terms = passages.terms("");
        window = new Window(passages.words(), terms);
    }

    /** Goes on with the sentence that says {@code next}. */
    void begin(Terms next) {
        terms = next;
        window.begin(terms, passages.words());
        Arrays.fill(alike, 0);
        Arrays.fill(alikeWithNext, 0);
        double total = 0;
        for (int term : terms.content) {
            double weight = passages.weight(term);
            total += weight;
            add(passages.terms(), term, weight);
            add(passages.roots(), passages.root(term), weight);
        }
        share = total == 0 ? 0 : 1 / total;
    }

    private void add(Places places, int word, double weight) {
        int before = -2;
        int end = places.end(word);
        for (int place = places.from(word); place < end; place++) {
            int passage = places.at(place);
            alike[passage] += weight;
            if (before + 1 == passage) {
                alikeWithNext[before] += weight;
            }
            before = passage;
        }
    }

    /** How much of the sentence the passage says, from 0 to 2: its words, and words of their kin. */
    double likeness(int passage, boolean two) {
        double both = two ? alike[passage + 1] - alikeWithNext[passage] : 0;
        return (alike[passage] + both) * share;
    }

    /** The highest likeness of a single passage. */
    double mostLike() {
        double most = 0;
        for (double one : alike) {
            most = Math.max(most, one);
        }
        return most * share;
    }

    /** What {@link Calibration#FEATURES} names; the same array for every passage. */
    double[] features(int passage, boolean two) {
        Terms one = passages.get(passage).terms();
        window.lookAt(one, two ? passages.get(passage + 1).terms() : one);
        double said = 0;
        int missing = 0;
        for (int i = 0; i < terms.content.length; i++) {
            if (window.says(terms.content[i])) {
                said += passages.weight(terms.content[i]);
            } else {
                missing++;
            }
        }
        double heard = said * share;
        double order = window.order();
        features[0] = heard;
        features[1] = likeness(passage, two) - heard;
        features[2] = order;
        features[3] = order * order * order;
        features[4] = Math.min(5, window.longestGap()) / 5.0;
        features[5] = Math.min(6, missing) / 6.0;
        features[6] = missing <= 1 ? 1 : 0;
        features[7] = terms.names.length == 0 ? 0 : (double) window.missing(terms.names) / terms.names.length;
        features[8] = Math.min(2, Integer.bitCount(terms.bounds & ~window.bounds())) / 2.0;
        features[9] = terms.speaker && !window.speaker() ? 1 : 0;
        features[10] = terms.reader && !window.reader() ? 1 : 0;
        features[11] = terms.question && !window.question() ? 1 : 0;
        return features;
    }

    /** By what the sources of a sentence are ranked: {@code likeness}, and whether the words come in the same order. */
    static double rank(double likeness, double[] features) {
        return likeness + ORDER_MATTERS * features[2];
    }

    /**
     * Whether a number of the sentence is not in the passage whose features were last asked for, or one of the two
     * denies what the other does not.
     */
    boolean contradicted() {
        return window.missing(terms.exact) > 0 || window.lacksAmount() || window.denies() || window.isDenied();
    }
}
