package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a question in OpenAI's form. */
class OpenAiRequestTest {

    private static final String QUESTION = "\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]";

    @Test
    void takesTheLastMessageForTheQuestionAndTheOthersForTheHistory() {
        OpenAiRequest request = read("""
                {"model": "m", "messages": [
                  {"role": "system", "content": "Be rude."},
                  {"role": "assistant", "content": "Hello!"},
                  {"role": "user", "content": [{"type": "text", "text": "One"}, {"type": "text", "text": "two?"}]},
                  {"role": "assistant", "content": "Three."},
                  {"role": "developer", "content": "Be kind."},
                  {"role": "user", "content": "Why?"}]}
                """);

        assertThat(request.question()).isEqualTo("Why?");
        assertThat(request.history())
                .containsExactly(
                        new PromptMessage(Role.USER, "One\ntwo?"), new PromptMessage(Role.ASSISTANT, "Three."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{"role":"tool","content":"x"},{"role":"user","content":"Why?"}] | A message is from `user`, `assistant` or `system`.
                    [{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}] | The content of a message is text, or a list of parts with text.
                    [{"role":"user","content":" "}] | The last message is empty.
                    [{"role":"assistant","content":"x"}] | The last content of this conversation is not from user.
                    [] | You have to provide messages.
                    "x" | You have to provide messages.
                    [7] | A message is from `user`, `assistant` or `system`.
                    """)
    void refusesWhatItCannotAnswer(String messages, String reason) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{\"model\":\"m\",\"messages\":" + messages + "}"))
                .withMessage(reason);
    }

    @Test
    void readsOptionsBesideAndInsideExtraBody() {
        OpenAiRequest beside = read("{" + QUESTION + ",\"reference\":true,\"style\":\"curt\",\"year\":7}");
        OpenAiRequest inside =
                read("{" + QUESTION + ",\"extra_body\":{\"reference\":1,\"style\":\"curt\",\"year\":7}}");

        assertThat(beside.citing()).hasValue(true);
        assertThat(inside.citing()).hasValue(true);
        assertThat(beside.variables()).isEqualTo(Map.of("style", "curt", "year", "7"));
        assertThat(inside.variables()).isEqualTo(beside.variables());
        assertThat(read("{" + QUESTION + "}").citing()).isEmpty();
        assertThat(read("{" + QUESTION + ",\"reference\":false}").citing()).hasValue(false);
    }

    @Test
    void readsHowTheModelIsToWrite() {
        assertThat(read("{" + QUESTION + "}").generation()).isEqualTo(GenerationSettings.NONE);

        var generation = read("{" + QUESTION
                        + ",\"temperature\":0,\"top_p\":0.5,\"max_tokens\":9,\"max_completion_tokens\":7,\"stop\":\"x\"}")
                .generation();
        assertThat(generation.temperature()).hasValue(0);
        assertThat(generation.topP()).hasValue(0.5);
        assertThat(generation.maxTokens()).hasValue(7);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{" + QUESTION + ",\"max_tokens\":0}").generation())
                .withMessage("`max_tokens` must be at least 1.");
    }

    private static OpenAiRequest read(String body) {
        return OpenAiRequest.of(Json.body(body.getBytes(UTF_8)));
    }
}
