package dev.footnote.evaluation;

import dev.footnote.domain.citation.SupportScorer;
import dev.footnote.evaluation.Figure.Goal;
import dev.footnote.evaluation.JudgedData.Judged;
import dev.footnote.evaluation.JudgedData.Located;
import dev.footnote.evaluation.Measures.Scored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures about which sentences are cited, Q1 to Q5. */
final class SupportFigures {

    private static final long SEED = 20260101;
    private static final int CHUNKS = 8;

    private SupportFigures() {}

    /** Scores of replies, ours and the reference's. */
    record Curves(List<Scored> ours, List<Scored> coverage, List<Scored> original) {}

    static Curves curves(List<Judged> rows) {
        var coverage = new Coverage(
                rows.stream().flatMap(row -> row.sources().stream()).toList());
        return new Curves(
                rows.stream()
                        .map(row -> new Scored(
                                CitedAnswer.of(row.text(), row.sources()).score(), row.supported()))
                        .toList(),
                rows.stream()
                        .map(row -> new Scored(coverage.of(row.text(), row.sources()), row.supported()))
                        .toList(),
                rows.stream()
                        .map(row -> new Scored(OriginalRule.similarity(row.text(), row.sources()), row.supported()))
                        .toList());
    }

    /** Q1 and Q5: replies beside one passage. */
    static List<Figure> replies(List<Judged> rows, Curves curves) {
        var verdicts = new ArrayList<Scored>();
        var cited = new ArrayList<Scored>();
        int lost = 0;
        for (Judged row : rows) {
            CitedAnswer answer = CitedAnswer.of(row.text(), row.sources());
            verdicts.add(new Scored(answer.supported() ? 1 : 0, row.supported()));
            long supported = answer.decided().stream()
                    .filter(CitedAnswer.Decision::supported)
                    .count();
            lost += Math.abs((int) supported - answer.marked());
            cited.add(new Scored(
                    OriginalRule.cited(OriginalRule.pieces(row.text()), row.sources()) > 0 ? 1 : 0, row.supported()));
        }
        return List.of(
                new Figure(
                        "Q1",
                        "supported or not: AUROC, replies",
                        Goal.atLeast(0.95),
                        Measures.auroc(curves.ours),
                        Measures.auroc(curves.coverage),
                        Measures.auroc(curves.original)),
                new Figure(
                        "Q1",
                        "the same: F1 at the threshold (references: at their best)",
                        Goal.atLeast(0.9),
                        Measures.at(verdicts, 1).f1(),
                        Measures.best(curves.coverage).f1(),
                        Measures.at(cited, 1).f1()),
                new Figure("Q5", "supported sentences without a marker", Goal.atMost(0), lost, Double.NaN, Double.NaN));
    }

    /** Q2: claims of long answers beside what the web says. */
    static Figure webClaims(List<Judged> rows) {
        Curves curves = curves(rows);
        return new Figure(
                "Q2",
                "supported or not: AUROC, claims beside web pages",
                Goal.atLeast(0.66),
                Measures.auroc(curves.ours),
                Measures.auroc(curves.coverage),
                Measures.auroc(curves.original));
    }

    /** Q3: which of many sentences supports a claim. */
    static List<Figure> located(List<Located> rows) {
        var ours = new double[2];
        var plain = new double[2];
        var original = new double[2];
        for (Located row : rows) {
            Set<Integer> right = new HashSet<>();
            row.supporting().forEach(right::addAll);
            note(
                    ours,
                    new SupportScorer(Quoted.of(row.sentences()))
                            .supports(row.claim()).stream()
                                    .map(SupportScorer.Support::chunk)
                                    .toList(),
                    right);
            var coverage = new Coverage(row.sentences());
            note(plain, ranked(row, sentence -> coverage.of(row.claim(), List.of(sentence))), right);
            note(original, ranked(row, sentence -> OriginalRule.similarity(row.claim(), List.of(sentence))), right);
        }
        int n = rows.size();
        return List.of(
                new Figure(
                        "Q3",
                        "the first source found is right: hit@1",
                        Goal.atLeast(0.9),
                        ours[0] / n,
                        plain[0] / n,
                        original[0] / n),
                new Figure(
                        "Q3",
                        "how soon a right source comes: MRR",
                        Goal.atLeast(0.94),
                        ours[1] / n,
                        plain[1] / n,
                        original[1] / n));
    }

    private static List<Integer> ranked(Located row, ToDoubleFunction<String> score) {
        double[] scores = row.sentences().stream().mapToDouble(score).toArray();
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toList();
    }

    private static void note(double[] sums, List<Integer> ranked, Set<Integer> right) {
        for (int i = 0; i < ranked.size(); i++) {
            if (right.contains(ranked.get(i))) {
                sums[0] += i == 0 ? 1 : 0;
                sums[1] += 1.0 / (i + 1);
                return;
            }
        }
    }

    /** Q4: replies beside eight passages that others answered to. */
    static Figure strangers(List<Judged> rows) {
        var random = new Random(SEED);
        int judged = 0;
        int cited = 0;
        int pieces = 0;
        int original = 0;
        for (Judged row : rows) {
            var sources = new ArrayList<String>();
            while (sources.size() < CHUNKS) {
                Judged other = rows.get(random.nextInt(rows.size()));
                if (!other.sources().equals(row.sources())) {
                    sources.addAll(other.sources());
                }
            }
            CitedAnswer answer = CitedAnswer.of(row.text(), sources);
            judged += answer.decided().size();
            cited += answer.marked();
            List<String> cut = OriginalRule.pieces(row.text());
            pieces += cut.size();
            original += OriginalRule.cited(cut, sources);
        }
        return new Figure(
                "Q4",
                "cited though written without the documents: share",
                Goal.atMost(0.02),
                (double) cited / judged,
                Double.NaN,
                (double) original / pieces);
    }
}
