package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.domain.citation.Passage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Exported answers and stored citations against documents that change, everything real. */
class CitationChecksTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private AppConfig config;
    private ApiClient client;
    private String base;
    private String chat;

    @Test
    void tellsWhatHoldsAsDocumentsChange() throws Exception {
        config = AppConfig.from(Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "0"), home);
        try (App app = App.start(config, notice -> {})) {
            base = "http://127.0.0.1:" + app.port();
            client = new ApiClient(base, ApiClient.readKey(home));
            new Demo(client, new PrintWriter(new StringWriter()), Path.of("..", "samples")).run();
            chat = client.get("/chats").path(0).path("id").asText();
            String session = client.get("/chats/%s/sessions".formatted(chat))
                    .path(0)
                    .path("id")
                    .asText();
            Path file = home.resolve("answers.json");
            Files.writeString(
                    file, send("GET", "/chats/%s/sessions/%s/export?format=answers".formatted(chat, session), ""));

            assertThat(run("verify", file.toString())).startsWith("0 ").contains("sources hold.");
            assertThat(run("stale")).startsWith("0 ").contains("0 stale citations in 1 answers");
            assertThat(stale(session)).isZero();
            refusesWhatWasAltered(file);

            JsonNode source = firstSource(JSON.readTree(file.toFile()));
            String chunk = "/datasets/%s/documents/%s/chunks/%s"
                    .formatted(
                            source.path("dataset_id").asText(),
                            source.path("document_id").asText(),
                            source.path("chunk_id").asText());
            send("PUT", chunk, "{\"content\": \"Nothing of all that.\"}");
            assertThat(run("verify", file.toString()))
                    .startsWith("1 ")
                    .contains("changed", source.path("text").asText().substring(0, 20));
            assertThat(run("stale")).startsWith("0 ").contains("changed", session);
            assertThat(stale(session)).isPositive();

            send(
                    "DELETE",
                    "/datasets/%s/documents".formatted(source.path("dataset_id").asText()),
                    "{\"ids\": [\"%s\"]}".formatted(source.path("document_id").asText()));
            assertThat(run("verify", file.toString())).startsWith("1 ").contains("gone");
        }
    }

    private void refusesWhatWasAltered(Path file) throws Exception {
        assertThat(run("verify", altered(file, whole -> firstSource(whole).put("text", "Made up."))))
                .startsWith("1 ")
                .contains("altered");
        assertThat(run(
                        "verify",
                        altered(
                                file,
                                whole -> firstSource(whole)
                                        .put("text", "Made up.")
                                        .put("source_sha256", Passage.hash("Made up.")))))
                .startsWith("1 ")
                .contains("changed");
        assertThat(run(
                        "verify",
                        altered(
                                file,
                                whole -> ((ObjectNode) whole.path("answers").path(0)).put("answer", "Made up."))))
                .startsWith("1 ")
                .contains("altered");
        assertThat(run("verify", altered(file, whole -> ((ObjectNode) firstSentence(whole)).putArray("sources"))))
                .startsWith("1 ")
                .contains("altered");
        Path other = Files.writeString(home.resolve("other.json"), "{}");
        assertThatIllegalStateException()
                .isThrownBy(() -> new CitationChecks(client, new PrintWriter(new StringWriter())).verify(other))
                .withMessageContaining("no export of answers");
    }

    private String altered(Path file, Consumer<JsonNode> change) throws Exception {
        JsonNode whole = JSON.readTree(file.toFile());
        change.accept(whole);
        Path altered = home.resolve("altered.json");
        JSON.writeValue(altered.toFile(), whole);
        return altered.toString();
    }

    private static JsonNode firstSentence(JsonNode export) {
        return export.path("answers").path(0).path("sentences").path(0);
    }

    private static ObjectNode firstSource(JsonNode export) {
        return (ObjectNode) firstSentence(export).path("sources").path(0);
    }

    private long stale(String session) {
        JsonNode found = client.get("/chats/%s/sessions?id=%s".formatted(chat, session));
        return found.findValues("stale").stream().filter(JsonNode::asBoolean).count();
    }

    /** The exit status and what was printed. */
    private String run(String... command) {
        var out = new StringWriter();
        int status = new CommandLine(new Main(config, new PrintWriter(out))).execute(command);
        return status + " " + out;
    }

    private String send(String method, String path, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                    .header("Authorization", "Bearer " + ApiClient.readKey(home).value())
                    .header("Content-Type", "application/json")
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }
}
