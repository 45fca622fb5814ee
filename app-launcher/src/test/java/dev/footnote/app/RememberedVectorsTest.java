package dev.footnote.app;

import static dev.footnote.ports.model.EmbeddingModel.Purpose.PASSAGE;
import static dev.footnote.ports.model.EmbeddingModel.Purpose.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.EmbeddingModelContract;
import dev.footnote.testkit.HashEmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedVectorsTest extends EmbeddingModelContract {

    private final HashEmbeddingModel hash = new HashEmbeddingModel();
    private final List<String> asked = new ArrayList<>();
    private boolean away;

    private final EmbeddingModel counted = new EmbeddingModel() {
        @Override
        public List<Embedding> embed(Purpose purpose, List<String> texts) {
            if (away) {
                throw new ModelException.Unavailable("away", null);
            }
            asked.addAll(texts);
            return hash.embed(purpose, texts);
        }

        @Override
        public int dimension() {
            return hash.dimension();
        }

        @Override
        public double unrelatedCosine() {
            return hash.unrelatedCosine();
        }
    };

    private final RememberedVectors remembered = new RememberedVectors(counted, 2);

    @Override
    protected EmbeddingModel model() {
        return new RememberedVectors(new HashEmbeddingModel(), 2);
    }

    @Test
    void asksForTheSameTextOnce() {
        List<Embedding> first = remembered.embed(PASSAGE, List.of("a", "b", "a"));
        away = true;

        assertThat(remembered.embed(PASSAGE, List.of("b", "a", "a")))
                .containsExactly(first.get(1), first.get(0), first.get(0));
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void tellsQuestionsAndPassagesApart() {
        remembered.embed(PASSAGE, List.of("a"));
        remembered.embed(QUESTION, List.of("a"));

        assertThat(asked).containsExactly("a", "a");
    }

    @Test
    void forgetsWhatWasNotUsedForTheLongestTime() {
        remembered.embed(PASSAGE, List.of("a", "b"));
        remembered.embed(PASSAGE, List.of("a"));
        remembered.embed(PASSAGE, List.of("c"));
        asked.clear();

        remembered.embed(PASSAGE, List.of("a", "c"));
        assertThat(asked).isEmpty();
        remembered.embed(PASSAGE, List.of("b"));
        assertThat(asked).containsExactly("b");
    }

    @Test
    void remembersNoFailureAndNoLongText() {
        away = true;
        assertThatExceptionOfType(ModelException.class).isThrownBy(() -> remembered.embed(PASSAGE, List.of("a")));
        away = false;
        String longText = "x".repeat(RememberedVectors.MAX_CHARACTERS + 1);

        remembered.embed(PASSAGE, List.of("a", longText));
        remembered.embed(PASSAGE, List.of("a", longText));

        assertThat(asked).containsExactly("a", longText, longText);
    }
}
