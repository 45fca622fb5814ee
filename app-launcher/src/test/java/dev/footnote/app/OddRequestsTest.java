package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.jdbi.Database;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that no honest client sends are refused, never answered with an error of ours. */
@ExtendWith(TestDatabase.class)
class OddRequestsTest {

    private static final Duration QUICK = Duration.ofSeconds(5);

    private final Database database;

    OddRequestsTest(Database database) {
        this.database = database;
    }

    @Test
    void areRefusedOrAnsweredAndAskNoModel() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String longId = "x".repeat(200_000);
            List<Map<String, ?>> bodies = List.of(
                    Map.of("question", 7),
                    Map.of("question", List.of("a")),
                    Map.of("question", "a", "session_id", 7),
                    Map.of("question", "a", "session_id", "' or 1=1 --"),
                    Map.of("question", "a", "session_id", "\0"),
                    Map.of("question", "a", "session_id", longId),
                    Map.of("question", "a", "stream", "yes"),
                    Map.of("question", "a", "doc_ids", Map.of()),
                    Map.of("question", "a", "background", "maybe"),
                    Map.of("question", "a", "message_id", longId),
                    Map.of("question", "a", "message_id", "\0".repeat(20)));
            for (Map<String, ?> body : bodies) {
                assertThat(server.send("POST", chat + "/completions", body).statusCode())
                        .as("%.80s", body)
                        .isBetween(400, 404);
            }
            for (String query : List.of(
                    "page=-1",
                    "page=2147483648",
                    "page_size=1000000000",
                    "page_size=x",
                    "orderby=x;drop%20table",
                    "id=%00",
                    "name=%27%22",
                    "user_id=%00")) {
                assertThat(server.send("GET", chat + "/sessions?" + query, Map.of())
                                .statusCode())
                        .as(query)
                        .isBetween(200, 404);
            }
            for (String header : List.of("x", ":", "a:b:c", "a:99999999999")) {
                assertThat(server.send("POST", chat + "/completions", Map.of(), "Last-Event-ID", header)
                                .statusCode())
                        .as(header)
                        .isBetween(400, 404);
            }
            assertThat(upstream.requests()).isZero();
        }
    }

    @Test
    void aLongQuestionOfHardCharactersIsAnsweredInTime() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("fine"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            for (String part : List.of("a", "[ID:", "##0$$", "`", "|", "\uD83D\uDE00", "\uFF3B")) {
                String question = part.repeat(50_000) + "!";
                long asked = System.nanoTime();
                var answer = server.send("POST", chat + "/completions", Map.of("question", question, "stream", false));
                assertThat(LiveServer.data(answer).path("answer").asText())
                        .as(part)
                        .isEqualTo("fine");
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(part).isLessThan(QUICK);
            }
        }
    }
}
