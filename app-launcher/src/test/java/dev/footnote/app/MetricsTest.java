package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.jdbi.Database;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is measured can be fetched, and tells nothing of who asked or what was said. */
@ExtendWith(TestDatabase.class)
class MetricsTest {

    private static final Duration USUAL = Duration.ofSeconds(2);

    private final Database database;

    MetricsTest(Database database) {
        this.database = database;
    }

    @Test
    void tellsOfATurnInNumbersAlone() throws Exception {
        Script failing = Script.status(401, "text/plain", "no");
        try (var upstream = FakeUpstream.playing(Script.pieces("Lighthouses ", "do."), failing);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);
            var question = Map.of("question", "What shines at night?", "session_id", session, "stream", false);

            server.send("POST", chat + "/completions", question);
            server.send("POST", chat + "/completions", question);

            Eventually.holds(USUAL, () -> metrics(server).contains(turns("failed") + " 1\n"));
            assertThat(metrics(server))
                    .contains(turns("complete") + " 1\n")
                    .contains("footnote_first_word_seconds_count{model=\"scripted@Test\"} 1\n")
                    .contains("footnote_tokens_total{direction=\"written\",model=\"scripted@Test\"}")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("Lighthouses", "shines", "Be brief", session, server.key(), "ours")
                    .doesNotContain(chat.substring(chat.lastIndexOf('/') + 1));
        }
    }

    private static String turns(String end) {
        return "footnote_turns_seconds_count{end=\"%s\",model=\"scripted@Test\"}".formatted(end);
    }

    /** Asked as Prometheus asks: without a credential. */
    private static String metrics(LiveServer server) {
        var uri = URI.create("http://127.0.0.1:%d/metrics".formatted(server.port()));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain;");
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
