package dev.footnote.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that a user brings along answers; everything is real but the model. */
class OwnModelsTest {

    private static final String KEY = "sk-brought-along";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void answersByTheUsersOwnKeyWhereTheOperatorSaysAndNowhereElse() throws Exception {
        try (var log = new CapturedLog();
                FakeUpstream allowed = FakeUpstream.playing(Script.pieces("Seven ", "herons."));
                FakeUpstream secret = FakeUpstream.playing(Script.pieces("Secret."));
                App app = start(allowed)) {
            assertThat(add(
                                    app,
                                    "OpenAI-API-Compatible",
                                    Map.of("api_base", secret.base().toString()))
                            .path("message")
                            .asText())
                    .contains("Fail to access model");
            assertThat(secret.requests()).isZero();

            assertThat(add(app, "Herons", Map.of()).path("data").asBoolean()).isTrue();
            JsonNode answer = ask(app);

            assertThat(answer.path("data").path("answer").asText()).isEqualTo("Seven herons.");
            assertThat(allowed.last().headers()).containsEntry("authorization", "Bearer " + KEY);
            assertThat(allowed.last().body()).contains("\"model\":\"heron-1\"");
            assertThat(log.lines()).noneMatch(line -> line.contains(KEY));
        }
        assertThat(filesWithTheKey()).as("files with the key in them").isEmpty();
    }

    @Test
    void leavesTheServersHealthToTheProgramsModels() throws Exception {
        try (FakeUpstream failing =
                        FakeUpstream.playing(Script.pieces("Fine."), Script.status(401, "application/json", "{}"));
                App app = start(failing)) {
            assertThat(add(app, "Herons", Map.of()).path("data").asBoolean()).isTrue();
            ask(app);

            HttpRequest health = HttpRequest.newBuilder(uri(app, "/health")).build();
            assertThat(failing.requests()).isGreaterThan(1);
            assertThat(http.send(health, BodyHandlers.ofString()).body()).contains("not used yet");
        }
    }

    /** What a chat answers that asks the model. */
    private JsonNode ask(App app) throws Exception {
        JsonNode chat = post(
                app,
                "/api/v1/chats",
                Map.of(
                        "name", "Own",
                        "llm", Map.of("model_name", "heron-1@Herons"),
                        "prompt", Map.of("prompt", "Be brief.", "variables", List.of())));
        return post(
                app,
                "/api/v1/chats/%s/completions"
                        .formatted(chat.path("data").path("id").asText()),
                Map.of("question", "How many?", "stream", false));
    }

    private static URI uri(App app, String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(app.port(), path));
    }

    private App start(FakeUpstream provider) {
        return App.start(
                AppConfig.from(
                        Map.of(
                                "FOOTNOTE_HOME",
                                home.toString(),
                                "FOOTNOTE_HTTP_PORT",
                                "0",
                                "FOOTNOTE_MODELS_PROVIDERS",
                                "Herons=" + provider.base()),
                        home),
                notice -> {});
    }

    private JsonNode add(App app, String provider, Map<String, String> more) throws Exception {
        var body = new HashMap<String, Object>(more);
        body.putAll(Map.of("llm_factory", provider, "llm_name", "heron-1", "model_type", "chat", "api_key", KEY));
        return post(app, "/v1/llm/add_llm", body);
    }

    private JsonNode post(App app, String path, Map<String, ?> body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(app, path))
                .header("Authorization", "Bearer " + ApiClient.readKey(home).value())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    /** Those of the home folder, the database's among them, that have the key in them. */
    private List<Path> filesWithTheKey() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(OwnModelsTest::hasKey)
                    .toList();
        }
    }

    private static boolean hasKey(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
