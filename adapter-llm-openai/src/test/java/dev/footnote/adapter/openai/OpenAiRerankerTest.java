package dev.footnote.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OpenAiRerankerTest {

    private static final List<String> TEXTS = List.of("a", "b");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final OpenAiConfig.Patience PATIENT =
            new OpenAiConfig.Patience(LONG, LONG, LONG, LONG, 2, Duration.ofMillis(10));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[{\"index\":1,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.25}]}",
                "{\"data\":[{\"index\":0,\"score\":0.25},{\"index\":1,\"score\":0.9}]}"
            })
    void returnsTheScoresInTheOrderOfTheTexts(String answer) throws IOException {
        try (var upstream = FakeUpstream.playing(answering(answer));
                var asking = new Asking(upstream.base(), PATIENT)) {
            assertThat(model(asking).score("Why?", TEXTS)).containsExactly(0.25, 0.9);

            assertThat(upstream.last().target()).isEqualTo("/v1/rerank");
            assertThat(upstream.last().body())
                    .contains("\"query\":\"Why?\"", "\"documents\":[\"a\",\"b\"]", "\"model\":\"test-model\"");
            assertThat(upstream.last().headers()).containsEntry("authorization", "Bearer " + Asking.KEY);
        }
    }

    @Test
    void bringsLogitsBetweenZeroAndOneFromThenOn() throws IOException {
        try (var upstream = FakeUpstream.playing(scores(-2, 3), scores(0.5, 0));
                var asking = new Asking(upstream.base(), PATIENT)) {
            var model = model(asking);

            List<Double> scores = model.score("Why?", TEXTS);
            List<Double> later = model.score("Why?", TEXTS);

            assertThat(scores.get(0)).isCloseTo(0.119, within(0.001));
            assertThat(scores.get(1)).isCloseTo(0.953, within(0.001));
            assertThat(later.get(1)).isEqualTo(0.5);
        }
    }

    @Test
    void asksNothingWithoutTexts() throws IOException {
        try (var upstream = FakeUpstream.playing(scores(0.5, 0.5));
                var asking = new Asking(upstream.base(), PATIENT)) {
            assertThat(model(asking).score("Why?", List.of())).isEmpty();
            assertThat(upstream.requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[]}",
                "{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}",
                "{\"results\":[{\"index\":0,\"relevance_score\":0.5},{\"index\":0,\"relevance_score\":0.5}]}",
                "{\"results\":[{\"index\":0,\"relevance_score\":0.5},{\"index\":2,\"relevance_score\":0.5}]}",
                "{\"results\":[{\"index\":0,\"relevance_score\":null},{\"index\":1,\"relevance_score\":0.5}]}",
                "{\"results\":[{\"index\":0,\"relevance_score\":1e999},{\"index\":1,\"relevance_score\":0.5}]}",
                "{\"error\":{\"message\":\"no\"}}",
                "",
                "[NaN"
            })
    void refusesWhatIsNoScoreForEachText(String answer) throws IOException {
        try (var upstream = FakeUpstream.playing(answering(answer));
                var asking = new Asking(upstream.base(), PATIENT)) {
            var model = model(asking);

            assertThatExceptionOfType(ModelException.Unintelligible.class).isThrownBy(() -> model.score("Why?", TEXTS));
        }
    }

    @Test
    void triesAgainWhenTheModelIsBusy() throws IOException {
        try (var upstream = FakeUpstream.playing(Script.status(503, "text/plain", "busy"), scores(0.5, 1));
                var asking = new Asking(upstream.base(), PATIENT)) {
            assertThat(model(asking).score("Why?", TEXTS)).containsExactly(0.5, 1.0);
        }
    }

    private static OpenAiReranker model(Asking asking) {
        return new OpenAiReranker(asking.client, asking.config, asking.timer);
    }

    private static Script scores(double first, double second) {
        return answering("{\"results\":[{\"index\":0,\"relevance_score\":%s},{\"index\":1,\"relevance_score\":%s}]}"
                .formatted(first, second));
    }

    private static Script answering(String answer) {
        return Script.status(200, "application/json", answer);
    }
}
