package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.ports.model.Reranker;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Reranker} promises. */
public abstract class RerankerContract {

    private static final String QUESTION = "How many days of vacation do employees receive?";
    private static final String ANSWER = "Employees receive 25 days of vacation each year.";
    private static final String OTHER = "The engine burns diesel and smokes.";

    private Reranker reranker;

    /** The reranker to test. */
    protected abstract Reranker reranker();

    @BeforeEach
    void openReranker() {
        reranker = reranker();
    }

    @Test
    void scoresEachTextInOrder() {
        List<Double> scores = reranker.score(QUESTION, List.of(OTHER, ANSWER));

        assertThat(scores).hasSize(2).allMatch(score -> score >= 0 && score <= 1);
        assertThat(scores.get(1)).isGreaterThan(scores.get(0));
        assertThat(reranker.score(QUESTION, List.of(ANSWER, OTHER)).getFirst()).isEqualTo(scores.get(1));
    }

    @Test
    void scoresNoTextsAsNothing() {
        assertThat(reranker.score(QUESTION, List.of())).isEmpty();
    }

    @Test
    void takesBlankAndVeryLongTexts() {
        assertThat(reranker.score(QUESTION, List.of("", "word ".repeat(20_000))))
                .hasSize(2)
                .allMatch(score -> score >= 0 && score <= 1);
    }

    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        Callable<List<Double>> scoring = () -> reranker.score(QUESTION, List.of(ANSWER, OTHER));
        List<Double> alone = scoring.call();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<Double>> scores : threads.invokeAll(Collections.nCopies(16, scoring))) {
                assertThat(scores.get()).isEqualTo(alone);
            }
        }
    }
}
