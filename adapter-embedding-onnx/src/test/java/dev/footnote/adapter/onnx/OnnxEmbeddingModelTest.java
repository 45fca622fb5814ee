package dev.footnote.adapter.onnx;

import static dev.footnote.ports.model.EmbeddingModel.Purpose.PASSAGE;
import static dev.footnote.ports.model.EmbeddingModel.Purpose.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxEmbeddingModelTest {

    private static final Path FOLDER = Path.of("target", "models");

    private OnnxEmbeddingModel model;

    @BeforeAll
    void load() {
        model = OnnxEmbeddingModel.bgeSmallEnglish(FOLDER);
    }

    @AfterAll
    void close() {
        model.close();
        model.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> passage("late"));
    }

    @Test
    void findsRelatedTextsNearerThanUnrelatedOnes() {
        Embedding question =
                model.embed(QUESTION, List.of("How do I reset my password?")).getFirst();
        List<Embedding> passages = model.embed(
                PASSAGE,
                List.of(
                        "To change your login credentials open Settings > Security.",
                        "The office cafeteria opens at 8 am."));

        double related = question.cosine(passages.get(0));
        double unrelated = question.cosine(passages.get(1));
        assertThat(related).isGreaterThan(unrelated + .1);
        assertThat(unrelated).isLessThan(model.unrelatedCosine());
        assertThat(related).isGreaterThan(model.unrelatedCosine());
    }

    @Test
    void doesNotHaveQuestionsWaitForPassages() throws Exception {
        int many = 8 * Runtime.getRuntime().availableProcessors();
        String text = "The office cafeteria opens at eight. ".repeat(100);
        var done = new Semaphore(0);
        var over = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(many)) {
            for (int i = 0; i < many; i++) {
                threads.execute(() -> {
                    while (!over.get()) {
                        passage(text);
                        done.release();
                    }
                });
            }
            try {
                assertThat(done.tryAcquire(2 * many, 2, TimeUnit.MINUTES)).isTrue();
                int before = done.availablePermits();
                model.embed(QUESTION, List.of("When?"));

                int meanwhile = done.availablePermits() - before;
                assertThat(meanwhile).isLessThan(many / 2); // in one line, nearly all of the others would come first
            } finally {
                over.set(true);
            }
        }
    }

    @Test
    void loadsAModelFromFiles() throws IOException {
        try (var same = OnnxEmbeddingModel.open(files(384, OnnxConfig.Pooling.FIRST, "ask: "), FOLDER)) {
            assertThat(same.dimension()).isEqualTo(384);
            assertThat(same.unrelatedCosine()).isEqualTo(.1);
            Embedding asked = same.embed(QUESTION, List.of("leave")).getFirst();
            assertThat(asked.cosine(passage("ask: leave"))).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void takesTheMeanOfAllTokensIfTheModelWantsIt() throws IOException {
        try (var mean = OnnxEmbeddingModel.open(files(384, OnnxConfig.Pooling.MEAN, ""), FOLDER)) {
            Embedding vector = mean.embed(PASSAGE, List.of("leave")).getFirst();
            assertThat(vector.cosine(passage("leave"))).isBetween(.5, .999);
        }
    }

    @Test
    void refusesADimensionThatIsNotTheModels() throws IOException {
        try (var wrong = OnnxEmbeddingModel.open(files(512, OnnxConfig.Pooling.FIRST, ""), FOLDER)) {
            assertThatExceptionOfType(ModelException.Unintelligible.class)
                    .isThrownBy(() -> wrong.embed(PASSAGE, List.of("leave")))
                    .withMessageContaining("not 512 each: is its dimension set right?");
        }
        var nowhere = new OnnxConfig(
                FOLDER.resolve("none.onnx"), FOLDER.resolve("none.json"), 384, OnnxConfig.Pooling.FIRST, "", 0);
        assertThatExceptionOfType(ModelException.Unavailable.class)
                .isThrownBy(() -> OnnxEmbeddingModel.open(nowhere, FOLDER))
                .withMessageContaining("none.onnx cannot be loaded");
    }

    private static OnnxConfig files(int dimension, OnnxConfig.Pooling pooling, String prefix) throws IOException {
        var unpacked = new Unpacked(FOLDER.toAbsolutePath());
        return new OnnxConfig(
                unpacked.file("/bge-small-en-v1.5-q.onnx"),
                unpacked.file("/bge-small-en-v1.5-q-tokenizer.json"),
                dimension,
                pooling,
                prefix,
                .1);
    }

    @Test
    void tellsQuestionsAndPassagesApart() {
        assertThat(model.embed(QUESTION, List.of("leave"))).isNotEqualTo(model.embed(PASSAGE, List.of("leave")));
    }

    @Test
    void yieldsOneNormalisedVectorForEachTextInOrder() {
        List<String> texts = List.of("one", "", "  \n", "x".repeat(1_000_000), "word ".repeat(200_000), "\u0000\uD83D");

        List<Embedding> all = model.embed(PASSAGE, texts);

        assertThat(all)
                .containsExactlyElementsOf(texts.stream().map(this::passage).toList());
        assertThat(all).allSatisfy(embedding -> {
            assertThat(embedding.dimension()).isEqualTo(model.dimension()).isEqualTo(384);
            assertThat(lengthOf(embedding)).isCloseTo(1, within(1e-5));
        });
        assertThat(model.embed(PASSAGE, List.of())).isEmpty();
    }

    @Test
    void yieldsTheSameFromManyThreads() throws Exception {
        Embedding alone = passage("Employees may take 16 weeks off after the birth of a child.");
        Callable<Embedding> task = () -> passage("Employees may take 16 weeks off after the birth of a child.");

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Embedding> future : threads.invokeAll(Collections.nCopies(24, task))) {
                assertThat(future.get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void stopsWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(ModelException.Unavailable.class).isThrownBy(() -> passage("text"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private Embedding passage(String text) {
        return model.embed(PASSAGE, List.of(text)).getFirst();
    }

    private static double lengthOf(Embedding embedding) {
        double squares = 0;
        for (float number : embedding.toArray()) {
            squares += (double) number * number;
        }
        return Math.sqrt(squares);
    }
}
