package dev.footnote.evaluation;

import dev.footnote.evaluation.JudgedPassages.Asked;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Figures about lists of passages, best first. */
final class Ranks {

    private Ranks() {}

    /** Finds passages for a question, best first. */
    interface Finder extends Function<String, List<String>> {}

    /** The mean over {@code questions} of the normalised discounted gain of the first ten. */
    static double ndcg10(List<Asked> questions, Finder finder) {
        return questions.stream()
                .mapToDouble(asked -> ndcg10(asked.relevant(), finder.apply(asked.text())))
                .average()
                .orElse(0);
    }

    private static double ndcg10(Map<String, Integer> relevant, List<String> found) {
        List<Integer> ideal =
                relevant.values().stream().sorted(Comparator.reverseOrder()).toList();
        List<Integer> gains =
                found.stream().map(name -> relevant.getOrDefault(name, 0)).toList();
        double best = discounted(ideal);
        return best == 0 ? 0 : discounted(gains) / best;
    }

    private static double discounted(List<Integer> gains) {
        return IntStream.range(0, Math.min(10, gains.size()))
                .mapToDouble(at -> gains.get(at) / (Math.log(at + 2) / Math.log(2)))
                .sum();
    }

    /** The share of {@code questions} with a relevant passage among the first {@code most}. */
    static double recall(List<Asked> questions, Finder finder, int most) {
        return share(
                questions,
                asked -> finder.apply(asked.text()).stream().limit(most).anyMatch(asked.relevant()::containsKey));
    }

    /** The share of {@code questions} for which anything is found. */
    static double answered(List<Asked> questions, Finder finder) {
        return share(questions, asked -> !finder.apply(asked.text()).isEmpty());
    }

    private static double share(List<Asked> questions, Predicate<Asked> good) {
        return questions.stream()
                .mapToDouble(asked -> good.test(asked) ? 1 : 0)
                .average()
                .orElse(0);
    }
}
