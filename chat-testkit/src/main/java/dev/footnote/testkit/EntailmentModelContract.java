package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.ports.model.EntailmentModel;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EntailmentModel} promises. */
public abstract class EntailmentModelContract {

    private static final String STATEMENT = "Employees receive 25 days of vacation.";
    private static final String SOURCE = "Employees receive 25 days of vacation each year.";
    private static final String OTHER = "The engine burns diesel and smokes.";

    private EntailmentModel model;

    /** The model to test. */
    protected abstract EntailmentModel model();

    @BeforeEach
    void openModel() {
        model = model();
    }

    @Test
    void judgesEachTextInOrder() {
        List<Double> likely = model.entailment(STATEMENT, List.of(OTHER, SOURCE));

        assertThat(likely).hasSize(2).allMatch(one -> one >= 0 && one <= 1);
        assertThat(likely.get(1)).isGreaterThan(likely.get(0));
        assertThat(model.entailment(STATEMENT, List.of(SOURCE, OTHER)).getFirst())
                .isEqualTo(likely.get(1));
    }

    @Test
    void judgesNoTextsAsNothing() {
        assertThat(model.entailment(STATEMENT, List.of())).isEmpty();
    }

    @Test
    void takesBlankAndVeryLongTexts() {
        assertThat(model.entailment(STATEMENT, List.of("", "word ".repeat(20_000))))
                .hasSize(2)
                .allMatch(one -> one >= 0 && one <= 1);
    }

    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        Callable<List<Double>> judging = () -> model.entailment(STATEMENT, List.of(SOURCE, OTHER));
        List<Double> alone = judging.call();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<Double>> likely : threads.invokeAll(Collections.nCopies(16, judging))) {
                assertThat(likely.get()).isEqualTo(alone);
            }
        }
    }
}
