package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks written by hand, over either API: they are found by what they are now, by words and by meaning. */
class ChunksByHandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir
    static Path home;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static App app;

    private String dataset = "";
    private String document = "";

    @BeforeAll
    static void start() {
        app = App.start(
                AppConfig.from(
                        Map.of(
                                "FOOTNOTE_HOME",
                                home.toString(),
                                "FOOTNOTE_HTTP_PORT",
                                "0",
                                "FOOTNOTE_LIMITS_REQUESTS",
                                "0"),
                        home),
                line -> {});
    }

    @AfterAll
    static void stop() {
        app.close();
        HTTP.shutdownNow();
    }

    @Test
    void followWhatTheWebApiSays() throws Exception {
        makeDocument("web");
        String chunk = post(
                        "/v1/chunk/create",
                        Map.of("doc_id", document, "content_with_weight", "The heron nests in the reeds by the mill."))
                .path("chunk_id")
                .asText();
        found("heron", "The heron nests in the reeds by the mill.");
        double before = nearness("an animal that digs tunnels under trees");

        post(
                "/v1/chunk/set",
                Map.of(
                        "doc_id", document,
                        "chunk_id", chunk,
                        "content_with_weight", "The badger digs its burrow below the oak."));
        found("badger", "The badger digs its burrow below the oak.");
        assertThat(nearness("an animal that digs tunnels under trees")).isGreaterThan(before);

        post(
                "/v1/chunk/set",
                Map.of(
                        "doc_id",
                        document,
                        "chunk_id",
                        chunk,
                        "content_with_weight",
                        "The badger digs its burrow below the oak.",
                        "important_kwd",
                        List.of("zanzibar"),
                        "question_kwd",
                        List.of("Who governs the moon colony?")));
        found("zanzibar", "The badger digs its burrow below the oak.");
        assertThat(nearness("Who governs the moon colony?")).isGreaterThan(0.8);

        post("/v1/chunk/switch", Map.of("doc_id", document, "chunk_ids", List.of(chunk), "available_int", 0));
        found("badger");
        post("/v1/chunk/switch", Map.of("doc_id", document, "chunk_ids", List.of(chunk), "available_int", 1));
        found("badger", "The badger digs its burrow below the oak.");

        post("/v1/chunk/rm", Map.of("doc_id", document, "chunk_ids", List.of(chunk)));
        found("badger");
    }

    @Test
    void followWhatTheTokenApiSays() throws Exception {
        makeDocument("token");
        String path = "/api/v1/datasets/%s/documents/%s/chunks".formatted(dataset, document);
        String chunk = post(path, Map.of("content", "The heron nests in the reeds by the mill."))
                .path("chunk")
                .path("id")
                .asText();
        found("heron", "The heron nests in the reeds by the mill.");
        double before = nearness("an animal that digs tunnels under trees");

        send("PUT", path + "/" + chunk, Map.of("content", "The badger digs its burrow below the oak."));
        found("badger", "The badger digs its burrow below the oak.");
        assertThat(nearness("an animal that digs tunnels under trees")).isGreaterThan(before);

        send(
                "PUT",
                path + "/" + chunk,
                Map.of(
                        "important_keywords",
                        List.of("zanzibar"),
                        "questions",
                        List.of("Who governs the moon colony?")));
        found("zanzibar", "The badger digs its burrow below the oak.");
        assertThat(nearness("Who governs the moon colony?")).isGreaterThan(0.8);

        send("PUT", path + "/" + chunk, Map.of("available", false));
        found("badger");
        send("PUT", path + "/" + chunk, Map.of("available", true));
        found("badger", "The badger digs its burrow below the oak.");

        send("DELETE", path, Map.of("chunk_ids", List.of(chunk)));
        found("badger");
    }

    private void makeDocument(String name) throws Exception {
        dataset = post("/v1/kb/create", Map.of("name", name)).path("kb_id").asText();
        document = post("/v1/document/create", Map.of("name", "notes", "kb_id", dataset))
                .path("id")
                .asText();
    }

    /** Waits until exactly these are found by the words of {@code question}. */
    private void found(String question, String... contents) {
        Eventually.holds(SOON, () -> {
            List<String> now = hits(question, 0.3).findValuesAsText("content_with_weight");
            return now.equals(List.of(contents));
        });
    }

    /** How near in meaning the only chunk is to {@code question}; 0 if it is not found, being too far away. */
    private double nearness(String question) {
        JsonNode hits = hits(question, 0);
        assertThat(hits).hasSizeLessThanOrEqualTo(1);
        return hits.path(0).path("vector_similarity").asDouble();
    }

    private JsonNode hits(String question, double threshold) {
        try {
            return post(
                            "/v1/chunk/retrieval_test",
                            Map.of("kb_id", dataset, "question", question, "similarity_threshold", threshold))
                    .path("chunks");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode post(String path, Map<String, ?> body) throws Exception {
        return send("POST", path, body);
    }

    private static JsonNode send(String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .header("Authorization", "Bearer " + ApiClient.readKey(home).value())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        JsonNode answer =
                JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
        assertThat(answer.path("code").asInt(-1)).as(path + " " + answer).isZero();
        return answer.path("data");
    }
}
