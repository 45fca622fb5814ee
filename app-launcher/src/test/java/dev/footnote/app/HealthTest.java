package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server says how it is, and asks no model to find out. */
@ExtendWith(TestDatabase.class)
class HealthTest {

    private final Database database;

    HealthTest(Database database) {
        this.database = database;
    }

    @Test
    void tellsHowTheLastCallOfTheModelWent() throws Exception {
        Script failing = Script.status(401, "text/plain", "no");
        try (var upstream = FakeUpstream.playing(Script.pieces("x"), failing);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            var question = Map.of("question", "Why?", "stream", false);

            assertThat(model(server)).isEqualTo("not used yet");
            server.send("POST", chat + "/completions", question);
            assertThat(model(server)).isEqualTo("available");
            server.send("POST", chat + "/completions", question);
            assertThat(model(server)).isEqualTo("unavailable");
            assertThat(upstream.requests()).isEqualTo(2);
        }
    }

    @Test
    void tellsWhatIsNotAvailable(Database own) throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = new LiveServer(own, LiveServer.model(upstream))) {
            JsonNode well = LiveServer.json(
                    server.send("GET", "/v1/system/healthz", Map.of()).body());
            assertThat(well.path("status").asText()).isEqualTo("healthy");
            assertThat(well.path("db").asText()).isEqualTo("ok");
            assertThat(well.path("checks").path("redis").path("status").asText())
                    .isEqualTo("healthy");

            own.close();

            assertThat(server.send("GET", "/health/live", Map.of()).statusCode())
                    .isEqualTo(200);
            assertThat(server.send("GET", "/health/ready", Map.of()).statusCode())
                    .isEqualTo(503);
            var unwell = server.send("GET", "/health", Map.of());
            assertThat(unwell.statusCode()).isEqualTo(503);
            assertThat(LiveServer.json(unwell.body())
                            .path("dependencies")
                            .path("database")
                            .asText())
                    .isEqualTo("disconnected");
            assertThat(LiveServer.json(unwell.body()).path("error").asText()).contains("database");
            assertThat(server.send("GET", "/v1/system/healthz", Map.of()).statusCode())
                    .isEqualTo(500);
        }
    }

    private static String model(LiveServer server) {
        return LiveServer.json(server.send("GET", "/health", Map.of()).body())
                .path("dependencies")
                .path("llm_service")
                .asText();
    }
}
