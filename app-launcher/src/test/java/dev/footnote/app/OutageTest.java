package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.postgres.EmbeddedPostgres;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that the server depends on is away: it says so, asks nobody for anything, and stays alive. */
class OutageTest {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"standard", "ragflow"})
    void saysThatTheDatabaseIsAway(String profile) throws Exception {
        try (FakeUpstream model = FakeUpstream.playing(Script.pieces("Yes."));
                EmbeddedPostgres database = EmbeddedPostgres.start(home.resolve("database"));
                App app = App.start(config(model, database, profile), line -> {})) {
            var http = new RawHttp(app.port(), ApiClient.readKey(home));
            var client = new ApiClient(http.base(), ApiClient.readKey(home));
            String chat = CrashTest.chat(client, "Chat", List.of());
            String session = CrashTest.session(client, chat);

            away(database);

            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(
                    "POST",
                    "/api/v1/chats/%s/completions".formatted(chat),
                    "{\"question\": \"Is it?\", \"session_id\": \"%s\"}".formatted(session));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CONNECT_TIMEOUT.multipliedBy(5));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(RawHttp.json(answer).path("code").asInt()).isEqualTo(100);
            assertThat(RawHttp.json(answer).path("message").asText()).isEqualTo("The database is not available.");
            assertThat(model.requests()).isZero();

            JsonNode health = RawHttp.json(http.send("GET", "/health", ""));
            assertThat(health.path("status").asText()).isEqualTo("unhealthy");
            assertThat(health.path("dependencies").path("database").asText()).isEqualTo("disconnected");
            assertThat(http.send("GET", "/v1/system/ping", "").body()).isEqualTo("pong");
        }
    }

    @Test
    void saysThatTheIndexIsBroken() throws Exception {
        AppConfig config = AppConfig.from(Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "0"), home);
        Corpus corpus;
        try (App app = App.start(config, line -> {})) {
            corpus = Corpus.upload(client(app), "Broken", 1);
            corpus.parse();
            Waiting.until("parsed", Duration.ofSeconds(60), () -> corpus.count("DONE") == 1);
        }
        try (Stream<Path> files = Files.list(home.resolve("index").resolve(corpus.dataset()))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "This is no index.");
            }
        }

        try (App app = App.start(config, line -> {})) {
            var http = new RawHttp(app.port(), ApiClient.readKey(home));
            String document = corpus.words().keySet().iterator().next();
            HttpResponse<String> answer = http.send(
                    "DELETE",
                    "/api/v1/datasets/%s/chunks".formatted(corpus.dataset()),
                    "{\"document_ids\": [\"%s\"]}".formatted(document));
            assertThat(answer.statusCode()).isNotEqualTo(500);

            Corpus left = corpus.seenBy(client(app));
            left.parse();
            Waiting.until("failed", Duration.ofSeconds(60), () -> left.count("FAIL") == 1);
            assertThat(left.listed().getFirst().path("progress_msg").asText())
                    .contains("The index cannot be written.")
                    .doesNotContain(home.toString());
        }
    }

    private static void away(EmbeddedPostgres database) {
        database.close(); // once more at the end does nothing
    }

    private ApiClient client(App app) {
        return new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
    }

    private AppConfig config(FakeUpstream model, EmbeddedPostgres database, String profile) {
        return AppConfig.from(
                Map.of(
                        "FOOTNOTE_HOME", home.toString(),
                        "FOOTNOTE_HTTP_PORT", "0",
                        "FOOTNOTE_HTTP_PROFILE", profile,
                        "FOOTNOTE_DATABASE_URL", database.jdbcUrl(),
                        "FOOTNOTE_DATABASE_USER", database.user(),
                        "FOOTNOTE_DATABASE_PASSWORD", database.password(),
                        "FOOTNOTE_MODELS_LIST", "fake",
                        "FOOTNOTE_MODELS_FAKE_NAME", "fake@Test",
                        "FOOTNOTE_MODELS_FAKE_URL", model.base().toString()),
                home);
    }
}
