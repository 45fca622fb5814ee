package dev.footnote.evaluation;

import dev.footnote.adapter.lucene.LuceneChunkIndex;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.evaluation.Figure.Goal;
import dev.footnote.evaluation.JudgedPassages.Asked;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.runtime.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How well the product finds passages, on judged ones: by the same use case and index as in the server, or over HTTP by
 * a server that runs.
 */
final class RetrievalFigures implements AutoCloseable {

    private static final RetrievalSettings DEFAULT = RetrievalSettings.DEFAULT;
    private static final int STRANGERS = 100;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Optional<Loaded> scifact;
    private final Optional<Loaded> xquad;

    /** @param plain what ours is measured beside; empty where that is done elsewhere */
    private record Loaded(List<Asked> questions, SearchedCollection searched, Optional<PlainSearch> plain) {
        Ranks.Finder by(double weight) {
            var settings = new RetrievalSettings(10, DEFAULT.topK(), 0, weight);
            return question -> searched.found(question, settings);
        }

        /** A figure of the plain search; NaN if there is none. */
        double plain(ToDoubleFunction<PlainSearch> figure) {
            return plain.map(search -> figure.applyAsDouble(search)).orElse(Double.NaN);
        }
    }

    /** Loads what there is in {@code data}. */
    RetrievalFigures(Path data, EmbeddingModel model) throws IOException {
        Path folder = Files.createTempDirectory("footnote-eval");
        opened.push(() -> remove(folder));
        var index = LuceneChunkIndex.open(folder, Duration.ofHours(1), Background.EQUAL);
        opened.push(index);
        this.xquad = JudgedPassages.xquad(data).map(passages -> load("xquad", passages, index, model));
        this.scifact = JudgedPassages.scifact(data).map(passages -> load("scifact", passages, index, model));
    }

    /** Loads what there is in {@code data} into {@code server}. */
    RetrievalFigures(Path data, RunningServer server) {
        this.xquad = JudgedPassages.xquad(data).map(passages -> load("xquad", passages, server));
        this.scifact = JudgedPassages.scifact(data).map(passages -> load("scifact", passages, server));
    }

    /** Whether there is anything to measure in {@code data}. */
    static boolean has(Path data) {
        return JudgedPassages.scifact(data).isPresent()
                || JudgedPassages.xquad(data).isPresent();
    }

    private static Loaded load(String name, JudgedPassages passages, LuceneChunkIndex index, EmbeddingModel model) {
        return new Loaded(
                passages.questions(),
                new SearchedPassages(name, passages.texts(), index, model),
                Optional.of(new PlainSearch(passages.texts(), model)));
    }

    private Loaded load(String name, JudgedPassages passages, RunningServer server) {
        var served = new ServedPassages(server, "Evaluation " + name, passages.texts());
        opened.push(served);
        return new Loaded(passages.questions(), served, Optional.empty());
    }

    /** Q7 to Q10, as far as there are data. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        scifact.ifPresent(claims -> figures.addAll(claims(claims)));
        xquad.ifPresent(questions -> figures.addAll(questions(questions)));
        if (scifact.isPresent() && xquad.isPresent()) {
            figures.addAll(strangers(scifact.get(), xquad.get()));
        }
        return figures;
    }

    private static List<Figure> claims(Loaded claims) {
        return List.of(
                new Figure(
                        "Q7",
                        "claims, by words alone: nDCG@10 (reference: plain BM25)",
                        Goal.atLeast(0.683),
                        Ranks.ndcg10(claims.questions, claims.by(0)),
                        claims.plain(plain -> Ranks.ndcg10(claims.questions, plain::byWords)),
                        Double.NaN),
                new Figure(
                        "Q8",
                        "claims, words and vectors: nDCG@10 (reference: vectors)",
                        Goal.atLeast(0.735),
                        Ranks.ndcg10(claims.questions, claims.by(DEFAULT.vectorWeight())),
                        claims.plain(plain -> Ranks.ndcg10(claims.questions, plain::byVector)),
                        Double.NaN));
    }

    private static List<Figure> questions(Loaded asked) {
        return List.of(
                new Figure(
                        "Q9",
                        "questions: recall@5 (reference: plain BM25)",
                        Goal.atLeast(0.97),
                        Ranks.recall(asked.questions, asked.by(DEFAULT.vectorWeight()), 5),
                        asked.plain(plain -> Ranks.recall(asked.questions, plain::byWords, 5)),
                        Double.NaN),
                new Figure(
                        "Q9",
                        "the same: recall@1",
                        Goal.NONE,
                        Ranks.recall(asked.questions, asked.by(DEFAULT.vectorWeight()), 1),
                        asked.plain(plain -> Ranks.recall(asked.questions, plain::byWords, 1)),
                        Double.NaN));
    }

    private static List<Figure> strangers(Loaded claims, Loaded asked) {
        Ranks.Finder inClaims = question -> claims.searched.found(question, DEFAULT);
        Ranks.Finder inParagraphs = question -> asked.searched.found(question, DEFAULT);
        List<Asked> some = spread(asked.questions);
        List<Asked> others = spread(claims.questions);
        return List.of(
                share("Q10", "questions that find something among the abstracts", Goal.atMost(0.05), some, inClaims),
                share("Q10", "claims that find something in the encyclopedia", Goal.atMost(0.05), others, inParagraphs),
                share(
                        "Q10",
                        "questions that find something in its own",
                        Goal.atLeast(0.95),
                        asked.questions,
                        inParagraphs),
                share(
                        "Q10",
                        "claims that find something in their own",
                        Goal.atLeast(0.95),
                        claims.questions,
                        inClaims));
    }

    private static Figure share(String id, String what, Goal goal, List<Asked> questions, Ranks.Finder finder) {
        return new Figure(id, what, goal, Ranks.answered(questions, finder), Double.NaN, Double.NaN);
    }

    /** A hundred of {@code questions}, taken from all of them evenly. */
    private static List<Asked> spread(List<Asked> questions) {
        int all = questions.size();
        return IntStream.range(0, Math.min(STRANGERS, all))
                .mapToObj(at -> questions.get(at * all / Math.min(STRANGERS, all)))
                .toList();
    }

    /** What each weight of the vectors reaches on the questions, from which the default weight was chosen. */
    Stream<String> weights() {
        return xquad.stream()
                .flatMap(asked -> IntStream.rangeClosed(0, 10).mapToObj(tenth -> {
                    Ranks.Finder finder = asked.by(tenth / 10.0);
                    return String.format(
                            Locale.ROOT,
                            "vector weight %.1f: nDCG@10 %.4f, recall@1 %.4f, recall@5 %.4f",
                            tenth / 10.0,
                            Ranks.ndcg10(asked.questions, finder),
                            Ranks.recall(asked.questions, finder, 1),
                            Ranks.recall(asked.questions, finder, 5));
                }));
    }

    @Override
    public void close() throws IOException {
        try {
            while (!opened.isEmpty()) {
                opened.pop().close();
            }
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) { // AutoCloseable allows any
            throw new IOException("cannot close", failure);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
