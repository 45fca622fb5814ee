package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EmbeddingModel} promises. */
public abstract class EmbeddingModelContract {

    private static final String VACATION = "Employees receive 25 days of vacation each year.";
    private static final String ENGINE = "The engine burns diesel and smokes.";

    private EmbeddingModel model;

    /** The model to test. */
    protected abstract EmbeddingModel model();

    @BeforeEach
    void openModel() {
        model = model();
    }

    @Test
    void yieldsAVectorForEachTextInOrder() {
        List<Embedding> both = passages(VACATION, ENGINE);

        assertThat(both).hasSize(2).allMatch(vector -> vector.dimension() == model.dimension());
        assertThat(both.getFirst().cosine(passages(VACATION).getFirst())).isCloseTo(1, within(1e-3));
        assertThat(both.getLast().cosine(passages(ENGINE).getFirst())).isCloseTo(1, within(1e-3));
        assertThat(model.embed(Purpose.PASSAGE, List.of())).isEmpty();
    }

    @Test
    void putsAQuestionNearerToItsAnswerThanToSomethingElse() {
        Embedding question = model.embed(Purpose.QUESTION, List.of("How many days of vacation do employees receive?"))
                .getFirst();
        List<Embedding> both = passages(VACATION, ENGINE);

        assertThat(question.cosine(both.getFirst())).isGreaterThan(question.cosine(both.getLast()));
        assertThat(model.unrelatedCosine()).isLessThan(1).isLessThan(question.cosine(both.getFirst()));
    }

    @Test
    void takesBlankAndVeryLongTexts() {
        assertThat(passages("", " ", "word ".repeat(20_000)))
                .hasSize(3)
                .allMatch(vector -> vector.dimension() == model.dimension());
    }

    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        Callable<Embedding> embedding = () -> passages(VACATION).getFirst();
        Embedding alone = embedding.call();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Embedding> vector : threads.invokeAll(Collections.nCopies(16, embedding))) {
                assertThat(vector.get().cosine(alone)).isCloseTo(1, within(1e-3));
            }
        }
    }

    private List<Embedding> passages(String... texts) {
        return model.embed(Purpose.PASSAGE, List.of(texts));
    }
}
