package dev.footnote.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What is logged of a turn, and what never is. */
@ExtendWith(TestDatabase.class)
class LogTest {

    private static final Duration USUAL = Duration.ofSeconds(2);

    private final Database database;

    LogTest(Database database) {
        this.database = database;
    }

    @Test
    void tellsWhereATurnBeginsAndEnds() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("Moon"));
                var log = new CapturedLog();
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);

            var answer = server.send(
                    "POST",
                    chat + "/completions",
                    Map.of("question", "What shines?", "session_id", session, "stream", false),
                    "X-Request-Id",
                    "ours-1");

            assertThat(answer.headers().firstValue("X-Request-Id")).contains("ours-1");
            Eventually.holds(USUAL, () -> events(log).size() == 2);
            assertThat(events(log))
                    .extracting(event -> event.path("formattedMessage").asText())
                    .containsExactly("Chat completion started", "Chat completion completed");
            assertThat(events(log))
                    .extracting(event -> event.path("mdc").path("request_id").asText())
                    .containsOnly("ours-1");
            assertThat(fields(events(log).getFirst()))
                    .isEqualTo(Map.of("conversation_id", session, "message_count", "1", "streaming", "false"));
            assertThat(fields(events(log).getLast()))
                    .containsEntry("conversation_id", session)
                    .containsEntry("success", "true")
                    .containsOnlyKeys(
                            "conversation_id", "message_count", "streaming", "response_time", "token_count", "success");
        }
    }

    @Test
    void neverTellsAPromptAnAnswerOrAKey() throws Exception {
        Script echoing = Script.status(400, "text/plain", "You sent: secret-question secret-system");
        try (var upstream = FakeUpstream.playing(Script.pieces("secret-", "answer ", "secret-words"), echoing);
                var log = new CapturedLog();
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            var prompt = Map.of("prompt", "secret-system", "opener", "secret-opener", "variables", List.of());
            var made = server.send("POST", "/api/v1/chats", Map.of("name", "secret-name", "prompt", prompt));
            String chat = "/api/v1/chats/" + LiveServer.data(made).path("id").asText();
            String session = server.session(chat);
            var question = Map.of("question", "secret-question", "session_id", session);

            server.send("POST", chat + "/completions", question);
            server.send("POST", chat + "/completions", question);
            server.send("POST", chat + "/completions", question, "Authorization", "Bearer secret-wrong-key");
            server.send("GET", "/no/route?key=secret-query", Map.of());

            Eventually.holds(USUAL, () -> events(log).size() == 4);
            assertThat(fields(events(log).getLast())).containsEntry("success", "false");
            assertThat(log.objects()).isNotEmpty().noneMatch(line -> line.contains("secret-"));
            assertThat(log.objects()).noneMatch(line -> line.contains(server.key()));
            assertThat(log.lines()).noneMatch(line -> line.contains("secret-"));
            assertThat(log.lines()).noneMatch(line -> line.contains(server.key()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsOneLineWhateverItTells(LogFormat format) {
        String forged = "a\r\n12:00:00 INFO forged\u001b[31m\u0085\u2028\u0000";
        var event = new LoggingEvent(
                "here",
                (Logger) LoggerFactory.getLogger("dev.footnote.test"),
                Level.WARN,
                "{} failed",
                new IllegalStateException(forged, new IllegalArgumentException(forged)),
                new Object[] {forged});
        event.addKeyValuePair(new org.slf4j.event.KeyValuePair("id", forged));
        event.setMDCPropertyMap(Map.of("request_id", "r-1"));

        String line = new String(CapturedLog.encoder(format).encode(event), UTF_8);

        assertThat(line).endsWith("\n").contains("forged", "r-1");
        assertThat(line.strip().chars().filter(c -> c < ' ')).as(line).isEmpty();
    }

    @Test
    void aLineOfTextHasAnEnd() {
        var event = new LoggingEvent(
                "here", (Logger) LoggerFactory.getLogger("dev.footnote.test"), Level.WARN, "{}", null, new Object[] {
                    "x".repeat(1_000_000)
                });

        assertThat(CapturedLog.encoder(LogFormat.TEXT).encode(event)).hasSizeLessThan(5_000);
    }

    private static List<JsonNode> events(CapturedLog log) {
        return log.objects().stream()
                .filter(line -> line.contains("Chat completion "))
                .map(LiveServer::json)
                .toList();
    }

    private static Map<String, String> fields(JsonNode event) {
        var fields = new TreeMap<String, String>();
        event.path("kvpList")
                .forEach(pair -> pair.properties()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().asText())));
        return fields;
    }
}
