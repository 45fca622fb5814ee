package dev.footnote.domain.citation;

import java.util.List;
import java.util.Set;

/**
 * One sentence of an answer beside all passages of the chunks: which say the same, and what tells whether it is enough.
 * A passage is named by its place, with whether the next one belongs to it too.
 */
final class Comparison {

    private static final double ORDER_MATTERS = 0.3;

    private final Passages passages;
    private final Terms terms;
    private final Overlap said;
    private final Overlap counted;
    private final Overlap kin;

    Comparison(Passages passages, Terms terms) {
        this.passages = passages;
        this.terms = terms;
        said = new Overlap(passages.size());
        counted = new Overlap(passages.size());
        kin = new Overlap(passages.size());
        for (String term : terms.content()) {
            double weight = passages.weight(term);
            Passages.Places saying = passages.saying(term);
            said.add(saying, weight);
            counted.add(saying, 1);
            kin.add(passages.sayingKinOf(term), weight);
        }
    }

    /** How much of the sentence the passage says, from 0 to 2: its words, and words of their kin. */
    double likeness(int passage, boolean two) {
        return said.share(passage, two) + kin.share(passage, two);
    }

    /** The highest likeness of a single passage. */
    double mostLike() {
        double most = 0;
        for (int passage = 0; passage < passages.size(); passage++) {
            most = Math.max(most, likeness(passage, false));
        }
        return most;
    }

    /** What {@link Calibration#FEATURES} names. */
    double[] features(int passage, boolean two) {
        List<Terms> window = window(passage, two);
        double missing = counted.total() - counted.in(passage, two);
        double order = order(window);
        return new double[] {
            said.share(passage, two),
            kin.share(passage, two),
            order,
            order * order * order,
            Math.min(5, longestGap(window)) / 5.0,
            Math.min(6, missing) / 6,
            missing <= 1 ? 1 : 0,
            missing(terms.names(), window),
            Math.min(2, unbound(window)) / 2.0,
            terms.speaker() && window.stream().noneMatch(Terms::speaker) ? 1 : 0,
            terms.reader() && window.stream().noneMatch(Terms::reader) ? 1 : 0,
            terms.question() && window.stream().noneMatch(Terms::question) ? 1 : 0,
        };
    }

    /** By what the sources of a sentence are ranked: {@code likeness}, and whether the words come in the same order. */
    static double rank(double likeness, double[] features) {
        return likeness + ORDER_MATTERS * features[2];
    }

    /** Whether a number of the sentence is not in the passage, or one of the two denies what the other does not. */
    boolean contradicted(int passage, boolean two) {
        List<Terms> window = window(passage, two);
        return missing(terms.exact(), window) > 0
                || window.stream().anyMatch(part -> denies(part, terms) || denies(terms, part));
    }

    /** Whether {@code one} says of something that it is not so, and {@code other} says it plainly. */
    private static boolean denies(Terms one, Terms other) {
        return one.denied().stream()
                .anyMatch(word ->
                        other.content().contains(word) && !other.denied().contains(word));
    }

    private List<Terms> window(int passage, boolean two) {
        Terms first = passages.get(passage).terms();
        return two ? List.of(first, passages.get(passage + 1).terms()) : List.of(first);
    }

    /** The share of all words of the sentence that stand in the window in the same order. */
    private double order(List<Terms> window) {
        int length = 0;
        for (Terms part : window) {
            length += part.spoken().size();
        }
        int[] row = new int[length + 1];
        for (String word : terms.spoken()) {
            int diagonal = 0;
            int i = 1;
            for (Terms part : window) {
                for (String other : part.spoken()) {
                    int above = row[i];
                    row[i] = word.equals(other) ? diagonal + 1 : Math.max(above, row[i - 1]);
                    diagonal = above;
                    i++;
                }
            }
        }
        return terms.spoken().isEmpty()
                ? 0
                : (double) row[length] / terms.spoken().size();
    }

    /** How many words that carry meaning follow each other without one that the window says. */
    private int longestGap(List<Terms> window) {
        int longest = 0;
        int gap = 0;
        for (String word : terms.spoken()) {
            if (terms.content().contains(word)) {
                gap = says(window, word) ? 0 : gap + 1;
                longest = Math.max(longest, gap);
            }
        }
        return longest;
    }

    private static boolean says(List<Terms> window, String term) {
        for (Terms part : window) {
            if (part.content().contains(term) || part.exact().contains(term)) {
                return true;
            }
        }
        return false;
    }

    /** The share of {@code asked} that the window does not say. */
    private static double missing(Set<String> asked, List<Terms> window) {
        long missing = asked.stream().filter(term -> !says(window, term)).count();
        return asked.isEmpty() ? 0 : (double) missing / asked.size();
    }

    private long unbound(List<Terms> window) {
        return terms.bounds().stream()
                .filter(bound -> window.stream().noneMatch(part -> part.bounds().contains(bound)))
                .count();
    }
}
