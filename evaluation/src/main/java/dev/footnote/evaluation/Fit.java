package dev.footnote.evaluation;

import dev.footnote.domain.citation.Calibration;
import dev.footnote.domain.citation.SupportScorer;
import dev.footnote.evaluation.JudgedData.Judged;
import dev.footnote.evaluation.Measures.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Derives the constants of {@link Calibration} by logistic regression. A reply counts by its weakest sentence, which
 * depends on the weights; so it is done again with the new ones a few times.
 */
final class Fit {

    private static final int ROUNDS = 8;
    private static final int STEPS = 4000;
    private static final double RATE = 0.5;

    /** How much large weights cost; the likelihood is summed over all replies. */
    private static final double RIDGE = 1;

    /** The bias is the last one. */
    private final double[] weights = new double[Calibration.FEATURES.size() + 1];

    private record Reply(List<double[]> sentences, boolean supported) {}

    private Fit() {
        weights[0] = 1;
        weights[1] = 1;
    }

    /** The constants as lines of Java. */
    static String on(List<Judged> rows) {
        var fit = new Fit();
        List<Reply> replies = rows.stream().map(Fit::read).toList();
        for (int round = 0; round < ROUNDS; round++) {
            fit.descend(replies);
        }
        double highest = Measures.best(replies.stream()
                        .map(reply -> new Scored(fit.likelihood(fit.weakest(reply)), reply.supported))
                        .toList())
                .f1();
        double threshold = highest / 2; // where F1 is highest if likelihoods are true
        int last = fit.weights.length - 1;
        return "BIAS = %s%nWEIGHTS = {%s}%nSUPPORTED = %s%n"
                .formatted(
                        number(fit.weights[last]),
                        DoubleStream.of(fit.weights)
                                .limit(last)
                                .mapToObj(Fit::number)
                                .collect(Collectors.joining(", ")),
                        number(threshold));
    }

    private static Reply read(Judged row) {
        var scorer = new SupportScorer(Quoted.of(row.sources()));
        var sentences = new ArrayList<double[]>();
        for (String sentence : CitedAnswer.of(row.text(), row.sources()).sentences()) {
            List<double[]> features = scorer.features(sentence);
            sentences.add(features.isEmpty() ? new double[Calibration.FEATURES.size()] : features.getFirst());
        }
        if (sentences.isEmpty()) {
            sentences.add(new double[Calibration.FEATURES.size()]);
        }
        return new Reply(sentences, row.supported());
    }

    private void descend(List<Reply> replies) {
        List<double[]> weakest = replies.stream().map(this::weakest).toList();
        int bias = weights.length - 1;
        for (int step = 0; step < STEPS; step++) {
            double[] slope = new double[weights.length];
            for (int i = 0; i < replies.size(); i++) {
                double error = likelihood(weakest.get(i)) - (replies.get(i).supported ? 1 : 0);
                for (int k = 0; k < bias; k++) {
                    slope[k] += error * weakest.get(i)[k];
                }
                slope[bias] += error;
            }
            for (int k = 0; k < weights.length; k++) {
                double cost = k == bias ? 0 : RIDGE * weights[k];
                weights[k] -= RATE * (slope[k] + cost) / replies.size();
            }
        }
    }

    private double[] weakest(Reply reply) {
        return reply.sentences.stream()
                .min(Comparator.comparingDouble(this::likelihood))
                .orElseThrow();
    }

    private double likelihood(double[] features) {
        double sum = weights[weights.length - 1];
        for (int k = 0; k < features.length; k++) {
            sum += weights[k] * features[k];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
