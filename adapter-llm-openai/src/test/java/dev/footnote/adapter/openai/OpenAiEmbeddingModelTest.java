package dev.footnote.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OpenAiEmbeddingModelTest {

    @Test
    void returnsTheVectorsInTheOrderOfTheTexts() throws IOException {
        String swapped = "{\"data\":[{\"index\":1,\"embedding\":[0,1]},{\"index\":0,\"embedding\":[1,0]}]}";
        try (var upstream = FakeUpstream.playing(Script.status(200, "application/json", swapped));
                var asking = new Asking(upstream)) {
            var embeddings = model(asking, OptionalInt.empty()).embed(Purpose.PASSAGE, List.of("a", " "));

            assertThat(embeddings).containsExactly(Embedding.of(1, 0), Embedding.of(0, 1));
            assertThat(upstream.last().target()).isEqualTo("/v1/embeddings");
            assertThat(upstream.last().body()).contains("[\"a\",\"-\"]");
        }
    }

    @Test
    void asksForSixteenTextsAtATime() throws IOException {
        try (var upstream = FakeUpstream.playing(vectors(16), vectors(1));
                var asking = new Asking(upstream)) {
            var embeddings = model(asking, OptionalInt.of(2)).embed(Purpose.PASSAGE, Collections.nCopies(17, "a"));

            assertThat(embeddings).hasSize(17);
            assertThat(upstream.requests()).isEqualTo(2);
        }
    }

    @Test
    void learnsTheDimensionOnce() throws IOException {
        try (var upstream = FakeUpstream.playing(vectors(1));
                var asking = new Asking(upstream)) {
            var model = model(asking, OptionalInt.empty());

            assertThat(model.dimension()).isEqualTo(2);
            assertThat(model.dimension()).isEqualTo(2);
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[]}",
                "{\"data\":[{\"embedding\":[1,2,3]}]}",
                "{\"data\":[{\"embedding\":[1,1e99]}]}",
                "{\"data\":[{\"embedding\":[1,null]}]}",
                "{\"data\":[{\"embedding\":[0,0]}]}",
                "{\"data\":[{\"embedding\":[]}]}",
                "{\"data\":[{\"embedding\":[1,0]},{\"embedding\":[1,0]}]}",
                "{\"data\":[{\"index\":5,\"embedding\":[1,0]}]}",
                "{\"error\":{\"message\":\"no\"}}",
                "",
                "[NaN"
            })
    void refusesWhatIsNoVectorForEachText(String answer) throws IOException {
        try (var upstream = FakeUpstream.playing(Script.status(200, "application/json", answer));
                var asking = new Asking(upstream)) {
            var model = model(asking, OptionalInt.of(2));

            assertThatExceptionOfType(ModelException.Unintelligible.class)
                    .isThrownBy(() -> model.embed(Purpose.QUESTION, List.of("a")));
        }
    }

    @Test
    void triesAgainWhenTheModelIsBusy() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.status(503, "text/plain", "busy"), vectors(1));
                var asking = new Asking(upstream)) {
            var embeddings = model(asking, OptionalInt.of(2)).embed(Purpose.QUESTION, List.of("a"));

            assertThat(embeddings).containsExactly(Embedding.of(1, 0));
        }
    }

    @Test
    void givesUpASilentModel() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.silence());
                var asking = new Asking(upstream)) {
            var model = model(asking, OptionalInt.of(2));

            assertThatExceptionOfType(ModelException.Unavailable.class)
                    .isThrownBy(() -> model.embed(Purpose.QUESTION, List.of("a")));
            Asking.await(() -> upstream.departures() == 1);
        }
    }

    private static OpenAiEmbeddingModel model(Asking asking, OptionalInt dimension) {
        return new OpenAiEmbeddingModel(
                asking.client, asking.config, new OpenAiEmbeddingModel.Vectors(dimension, 0.1), asking.timer);
    }

    private static Script vectors(int count) {
        String data = IntStream.range(0, count)
                .mapToObj("{\"index\":%d,\"embedding\":[1,0]}"::formatted)
                .collect(Collectors.joining(",", "{\"data\":[", "]}"));
        return Script.status(200, "application/json", data);
    }
}
