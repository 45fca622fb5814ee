package dev.footnote.adapter.extractive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Picks the sentences that together answer a question best. For one question, by one thread. */
final class Selection {

    private static final int MOST = 4;
    /** What a term counts that stands not in the sentence but around it, and one that has been covered already. */
    private static final double NEARBY = .3;

    private static final double REPEATED = .35;
    private static final double WEAKEST_FIT = .2;
    private static final int SURE_FIT_TERMS = 3;
    private static final double WEAKEST_GAIN = .2; // of the first sentence's

    private final List<Sentence> sentences;
    private final Map<String, Double> weights;

    private Selection(List<Sentence> sentences, Map<String, Double> weights) {
        this.sentences = sentences;
        this.weights = weights;
    }

    /** The best of {@code sentences} for {@code question}, best first; empty if none fits. */
    static List<Sentence> of(String question, List<Sentence> sentences) {
        return new Selection(sentences, weights(Terms.of(question), sentences)).pick();
    }

    /** How rare each of {@code terms} is in {@code sentences}; all together 1. */
    private static Map<String, Double> weights(Set<String> terms, List<Sentence> sentences) {
        var weights = new HashMap<String, Double>();
        for (String term : terms) {
            long holders =
                    sentences.stream().filter(s -> s.terms().contains(term)).count();
            weights.put(term, Math.log1p((double) sentences.size() / Math.max(1, holders)));
        }
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        weights.replaceAll((term, weight) -> weight / sum);
        return weights;
    }

    private List<Sentence> pick() {
        var left = new ArrayList<>(sentences.stream().filter(this::fits).toList());
        var picked = new ArrayList<Sentence>();
        var covered = new HashMap<String, Double>();
        double enough = 0;
        while (picked.size() < MOST && !left.isEmpty()) {
            Sentence best = left.getFirst();
            for (Sentence sentence : left) {
                best = gain(sentence, covered) > gain(best, covered) ? sentence : best;
            }
            double gain = gain(best, covered);
            if (gain < enough) {
                break;
            }
            enough = picked.isEmpty() ? gain * WEAKEST_GAIN : enough;
            picked.add(best);
            for (String term : weights.keySet()) {
                covered.merge(term, credit(best, term), Math::max);
            }
            left.removeIf(best::repeats);
        }
        Map<String, Double> nothing = Map.of();
        picked.sort(Comparator.comparingDouble((Sentence sentence) -> gain(sentence, nothing))
                .reversed());
        return picked;
    }

    private boolean fits(Sentence sentence) {
        double coverage = 0;
        int own = 0;
        for (var term : weights.entrySet()) {
            coverage += term.getValue() * credit(sentence, term.getKey());
            own += sentence.terms().contains(term.getKey()) ? 1 : 0;
        }
        return coverage >= WEAKEST_FIT || own >= SURE_FIT_TERMS;
    }

    /** What {@code sentence} adds to what is {@code covered}; the chunk's similarity settles close calls. */
    private double gain(Sentence sentence, Map<String, Double> covered) {
        double gain = 0;
        for (var term : weights.entrySet()) {
            double credit = credit(sentence, term.getKey());
            double added = credit - covered.getOrDefault(term.getKey(), 0.0);
            gain += term.getValue() * Math.max(added, credit * REPEATED);
        }
        return gain * (.7 + .3 * sentence.similarity());
    }

    private static double credit(Sentence sentence, String term) {
        if (sentence.terms().contains(term)) {
            return 1;
        }
        return sentence.context().contains(term) ? NEARBY : 0;
    }
}
