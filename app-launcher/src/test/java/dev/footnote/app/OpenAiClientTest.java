package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official client of OpenAI's API, unchanged, with a base URL and a key. */
@Tag("clients")
class OpenAiClientTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION = "How often are BK-12 batteries replaced?";

    private static final String COUNTING = """
            {"temperature": 0, "max_tokens": 99, "messages": [
              {"role": "system", "content": "Be long."},
              {"role": "user", "content": "Ready?"}, {"role": "assistant", "content": "Yes."},
              {"role": "user", "content": [{"type": "text", "text": "Count!"}]}]}
            """;

    @TempDir
    static Path home;

    private static NodeClient client;
    private static AppWithModels app;
    private static String key;
    private static String grounded;

    @BeforeAll
    static void start() throws Exception {
        client = NodeClient.installed("openai");
        app = AppWithModels.start(home);
        key = ApiClient.readKey(home).value();
        app.demo().ingest("Observatory", List.of(Path.of("..", "samples", "maintenance-plan.md")));
        String dataset = app.api().get("/datasets").path(0).path("id").asText();
        grounded = app.api()
                .post("/chats", Map.of("name", "Grounded", "dataset_ids", List.of(dataset)))
                .path("id")
                .asText();
        app.chatWithTheFake("Plain talk");
    }

    @AfterAll
    static void stop() throws IOException {
        if (app != null) {
            app.close();
        }
    }

    @Test
    void findsTheChatsAsModels() throws Exception {
        JsonNode got = ask("models", "Grounded", QUESTION, "{}");

        assertThat(got.path("listed")).hasSize(2);
        assertThat(got.path("one").path("id").asText()).isEqualTo(grounded);
        assertThat(got.path("one").path("object").asText()).isEqualTo("model");
    }

    @Test
    void getsACitedAnswerWhole() throws Exception {
        JsonNode got = ask("plain", grounded, QUESTION, "{}");

        JsonNode choice = got.path("choices").path(0);
        String content = choice.path("message").path("content").asText();
        assertThat(content).contains("every 18 months").contains("[ID:0]");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(got.path("usage").path("total_tokens").asInt())
                .isEqualTo(got.path("usage").path("prompt_tokens").asInt()
                        + got.path("usage").path("completion_tokens").asInt())
                .isGreaterThan(10);
        JsonNode citation = choice.path("message").path("annotations").path(0).path("url_citation");
        assertThat(citation.path("title").asText()).isEqualTo("maintenance-plan.md");
        assertThat(content.substring(
                        citation.path("start_index").asInt(),
                        citation.path("end_index").asInt()))
                .contains("18 months");
        assertThat(citation.path("quote").asText()).contains("18 months");
    }

    @Test
    void getsTheSameAnswerAsAStream() throws Exception {
        String whole = ask("plain", grounded, QUESTION, "{}")
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText();
        JsonNode chunks = ask("stream", "Grounded", QUESTION, "{}").path("chunks");
        var text = new StringBuilder();
        chunks.forEach(chunk -> text.append(
                chunk.path("choices").path(0).path("delta").path("content").asText("")));

        assertThat(text.toString()).isEqualTo(whole);
        JsonNode last = chunks.path(chunks.size() - 1);
        assertThat(last.path("choices").path(0).path("finish_reason").asText()).isEqualTo("stop");
        assertThat(last.path("usage").path("completion_tokens").asInt()).isPositive();

        JsonNode accumulated = ask("accumulated", "Grounded", QUESTION, "{}");
        assertThat(accumulated.path("content").asText()).isEqualTo(whole);
        assertThat(accumulated
                        .path("completion")
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("annotations"))
                .isNotEmpty();
    }

    @Test
    void leavesTheCitationsOutWhenAskedTo() throws Exception {
        JsonNode message = ask("plain", grounded, QUESTION, "{\"reference\": false}")
                .path("choices")
                .path(0)
                .path("message");

        assertThat(message.path("content").asText()).contains("18 months").doesNotContain("[ID:");
        assertThat(message.has("annotations")).isFalse();
    }

    @Test
    void endsTheUpstreamCallWhenItAborts() throws Exception {
        int before = app.upstream().departures();
        JsonNode got = ask("abort", "Plain talk", "Count!", COUNTING);

        assertThat(got.path("text").asText()).startsWith("one two");
        Eventually.holds(Duration.ofSeconds(3), () -> app.upstream().departures() == before + 1);
        JsonNode asked = JSON.readTree(app.upstream().last().body());
        assertThat(asked.path("temperature").asDouble(-1)).isZero();
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(99);
        assertThat(asked.path("messages").findValuesAsText("content"))
                .containsExactly("Be brief.", "Ready?", "Yes.", "Count!");
    }

    @Test
    void throwsWhatTheServerRefuses() throws Exception {
        JsonNode unknown = ask("plain", "nobody", QUESTION, "{}");
        assertThat(unknown.path("thrown").asText()).isEqualTo("NotFoundError");
        assertThat(unknown.path("code").asText()).isEqualTo("model_not_found");

        String right = key;
        key = "ragflow-wrong";
        JsonNode stranger = ask("plain", grounded, QUESTION, "{}");
        key = right;
        assertThat(stranger.path("thrown").asText()).isEqualTo("AuthenticationError");
        assertThat(stranger.path("code").asText()).isEqualTo("invalid_api_key");
    }

    private static JsonNode ask(String mode, String model, String question, String perRequest) throws Exception {
        String base = "http://127.0.0.1:" + app.app().port() + "/v1";
        return client.ask("client.mjs", mode, base, key, model, question, perRequest);
    }
}
