package dev.footnote.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.ports.model.ModelException;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OpenAiEntailmentModelTest {

    private static final String STATEMENT = "The harbour is closed.";

    @Test
    void weighsTheProbabilitiesOfBothWords() throws IOException {
        String answer = """
                {"choices":[{"message":{"content":"No"},"logprobs":{"content":[{"top_logprobs":[
                {"token":"No","logprob":-0.5},{"token":"Yes","logprob":-1.2},{"token":" yes","logprob":-3.0},
                {"token":"Maybe","logprob":-4.0}]}]}}]}""";
        try (var upstream = FakeUpstream.playing(answering(answer));
                var asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT)) {
            double yes = Math.exp(-1.2) + Math.exp(-3);
            assertThat(model(asking).entailment(STATEMENT, List.of("The harbour closed.")))
                    .singleElement()
                    .satisfies(likely -> assertThat(likely).isCloseTo(yes / (yes + Math.exp(-0.5)), within(1e-9)));

            assertThat(upstream.last().target()).isEqualTo("/v1/chat/completions");
            assertThat(upstream.last().body())
                    .contains("\"logprobs\":true", "\"max_tokens\":1", "\"temperature\":0")
                    .contains("Text: The harbour closed.\\n\\nStatement: The harbour is closed.");
        }
    }

    @ParameterizedTest
    @CsvSource({"Yes,1", "' yes.',1", "No,0", "NO!,0"})
    void takesTheWordWhereNoProbabilitiesAreTold(String word, double likely) throws IOException {
        try (var upstream = FakeUpstream.playing(
                        answering("{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}".formatted(word)));
                var asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT)) {
            assertThat(model(asking).entailment(STATEMENT, List.of("x"))).containsExactly(likely);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":\"Perhaps\"}}]}",
                "{\"choices\":[]}",
                "{\"error\":{\"message\":\"no\"}}",
                "",
                "[NaN"
            })
    void refusesWhatIsNeither(String answer) throws IOException {
        try (var upstream = FakeUpstream.playing(answering(answer));
                var asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT)) {
            var model = model(asking);
            assertThatExceptionOfType(ModelException.Unintelligible.class)
                    .isThrownBy(() -> model.entailment(STATEMENT, List.of("x")));
        }
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.silence());
                var asking = new Asking(upstream.base(), OpenAiConfig.Patience.DEFAULT)) {
            var model = model(asking);
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(ModelException.Unavailable.class)
                    .isThrownBy(() -> model.entailment(STATEMENT, List.of("x", "y")));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static OpenAiEntailmentModel model(Asking asking) {
        return new OpenAiEntailmentModel(asking.client, asking.config, asking.timer);
    }

    private static Script answering(String answer) {
        return Script.status(200, "application/json", answer);
    }
}
