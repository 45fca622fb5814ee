package dev.footnote.domain.citation;

import java.util.List;

/** One sentence of an answer beside all passages: what of it each one says, as numbers that {@link Calibration} weighs. */
final class Comparison {

    private final Passages passages;
    private final Terms terms;
    private final Overlap said;
    private final Overlap counted;
    private final Overlap kin;
    private final Overlap pairs;
    private final Overlap triples;
    private final double heaviest;

    Comparison(Passages passages, Terms terms) {
        this.passages = passages;
        this.terms = terms;
        int size = passages.size();
        said = new Overlap(size);
        counted = new Overlap(size);
        kin = new Overlap(size);
        pairs = new Overlap(size);
        triples = new Overlap(size);
        double most = 0;
        for (String term : terms.content()) {
            double weight = passages.weight(term);
            most = Math.max(most, weight);
            said.add(passages.saying(term), weight);
            counted.add(passages.saying(term), 1);
            kin.add(passages.sayingKinOf(term), weight);
        }
        heaviest = most;
        terms.pairs().forEach(pair -> pairs.add(passages.sayingPair(pair), 1));
        terms.triples().forEach(triple -> triples.add(passages.sayingTriple(triple), 1));
    }

    /** The share of the sentence's words that the passage says, weighed; with the next one, if {@code two}. */
    double said(int passage, boolean two) {
        return said.share(passage, two, 0);
    }

    /** Whether anything of the sentence is in the passage, if only a word of the same kin. */
    boolean touches(int passage) {
        return kin.in(passage, false) > 0;
    }

    /** What {@link Calibration#FEATURES} names, of the passage; with the next one, if {@code two}. */
    double[] features(int passage, boolean two, double saidByChunk) {
        List<Terms> window = two
                ? List.of(
                        passages.get(passage).terms(), passages.get(passage + 1).terms())
                : List.of(passages.get(passage).terms());
        double words = said.share(passage, two, 0);
        double pairShare = pairs.share(passage, two, words);
        double missing = counted.total() - counted.in(passage, two);
        return new double[] {
            words,
            kin.share(passage, two, 0),
            saidByChunk,
            pairShare,
            triples.share(passage, two, pairShare),
            share(terms.exact(), window, true),
            share(terms.names(), window, false),
            denied(window, passage) == terms.negated() ? 0 : 1,
            Math.min(2, unbound(window)) / 2.0,
            terms.speaker() && window.stream().noneMatch(Terms::speaker) ? 1 : 0,
            terms.reader() && window.stream().noneMatch(Terms::reader) ? 1 : 0,
            terms.question() && window.stream().noneMatch(Terms::question) ? 1 : 0,
            Math.min(6, missing) / 6,
            Math.log(1 + counted.total()) / 3,
        };
    }

    /** The share of {@code asked} that no part of the window says. */
    private static double share(java.util.Set<String> asked, List<Terms> window, boolean exactly) {
        if (asked.isEmpty()) {
            return 0;
        }
        long missing = asked.stream()
                .filter(term -> window.stream()
                        .noneMatch(part -> part.content().contains(term)
                                || (exactly && part.exact().contains(term))))
                .count();
        return (double) missing / asked.size();
    }

    private long unbound(List<Terms> window) {
        return terms.bounds().stream()
                .filter(bound -> window.stream().noneMatch(part -> part.bounds().contains(bound)))
                .count();
    }

    /** Whether a part of the window that is about the same denies something. */
    private boolean denied(List<Terms> window, int passage) {
        for (int i = 0; i < window.size(); i++) {
            if (window.get(i).negated() && (terms.negated() || said.share(passage + i, false, 0) >= 0.5)) {
                return true;
            }
        }
        return false;
    }
}
