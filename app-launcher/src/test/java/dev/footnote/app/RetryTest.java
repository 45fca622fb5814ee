package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A question that is sent again is not asked again. */
@ExtendWith(TestDatabase.class)
class RetryTest {

    private final Database database;

    RetryTest(Database database) {
        this.database = database;
    }

    @Test
    void aKeyMeansTheSameTurnAlsoAfterARestart() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("One ", "two"))) {
            String chat;
            String session;
            List<String> frames;
            try (var server = new LiveServer(database, LiveServer.model(upstream))) {
                chat = server.chat();
                session = server.session(chat);
                frames = ask(server, chat, session, "key-1");
                assertThat(ask(server, chat, session, "key-1")).isEqualTo(frames);
                assertThat(ask(server, chat, session, "key-2")).isNotEqualTo(frames);
                assertThat(upstream.requests()).isEqualTo(2);
            }
            try (var server = new LiveServer(database, LiveServer.model(upstream))) {
                assertThat(ask(server, chat, session, "key-1")).isEqualTo(frames);
                JsonNode whole = LiveServer.data(server.send(
                        "POST",
                        chat + "/completions",
                        Map.of("question", "Count", "session_id", session, "stream", false),
                        "Idempotency-Key",
                        "key-1"));
                assertThat(whole.path("answer").asText()).isEqualTo("One two");
                assertThat(whole.path("id").asText()).isEqualTo(Frames.turn(frames.getFirst()));
                assertThat(server.sessionOf(chat, session).path("messages")).hasSize(4);
                assertThat(upstream.requests()).isEqualTo(2);
            }
        }
    }

    private static List<String> ask(LiveServer server, String chat, String session, String key) {
        var body = Map.of("question", "Count", "session_id", session);
        try (var stream = server.open("POST", chat + "/completions", body, "Idempotency-Key", key)) {
            return stream.rest();
        }
    }

    @Test
    void twentyAtOnceWithOneKeyAreOneTurnInOneSession() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("One ", "two"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            Callable<List<String>> asking = () -> {
                try (var stream = server.open(
                        "POST", chat + "/completions", Map.of("question", "Count"), "Idempotency-Key", "same")) {
                    return stream.rest();
                }
            };

            var answers = new HashSet<List<String>>(all(Collections.nCopies(20, asking)));

            assertThat(answers).hasSize(1);
            assertThat(Frames.text(answers.iterator().next())).isEqualTo("One two");
            assertThat(LiveServer.data(server.send("GET", chat + "/sessions", Map.of())))
                    .hasSize(1);
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    @Test
    void aMessageIdMeansTheSameTurn() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("One ", "two"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String id = UUID.randomUUID().toString();
            var body = Map.of("question", "Count", "stream", false, "message_id", id);

            JsonNode first = LiveServer.data(server.send("POST", chat + "/completions", body));
            JsonNode second = LiveServer.data(server.send("POST", chat + "/completions", body));

            assertThat(first.path("id").asText()).isEqualTo(id);
            assertThat(second).isEqualTo(first);
            assertThat(upstream.requests()).isEqualTo(1);
            assertThat(server.send("POST", chat + "/completions", Map.of("question", "x", "message_id", "a b"))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aSecondTurnIsRefusedWhileOneRuns() throws Exception {
        var script = new GatedScript(new String[] {"One "}, "two");
        try (var upstream = FakeUpstream.playing(script, Script.pieces("next"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);
            var body = Map.of("question", "Count", "session_id", session);
            try (var stream = server.open("POST", chat + "/completions", body)) {
                stream.take(1);
                HttpResponse<String> refused = server.send("POST", chat + "/completions", body);
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(LiveServer.data(refused).path("answer").asText()).startsWith("**ERROR**: ");
                script.letGo();
                stream.rest();
            }
            try (var next = server.open("POST", chat + "/completions", body)) {
                assertThat(Frames.text(next.rest())).isEqualTo("next");
            }
            assertThat(server.sessionOf(chat, session).path("messages")).hasSize(4);
        }
    }

    @Test
    void anEventSourceAsksOnceHoweverOftenItComesBack() throws Exception {
        var script = new GatedScript(new String[] {"One "}, "two");
        try (var upstream = FakeUpstream.playing(script);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);
            String url = chat + "/completions?question=Count&ticket=" + ticket(server, chat, session);
            List<String> frames = new ArrayList<>();
            try (var source = server.open("GET", url, Map.of())) {
                frames.addAll(source.take(1));
            }
            try (var unaware = server.open("GET", url, Map.of())) { // lost before it saw an id
                assertThat(unaware.take(1)).isEqualTo(frames);
            }
            script.letGo();
            try (var back = server.open("GET", url, Map.of(), "Last-Event-ID", Frames.id(frames.getFirst()))) {
                frames.addAll(back.rest());
            }
            assertThat(Frames.text(frames)).isEqualTo("One two");
            var over = server.send("GET", url, Map.of(), "Last-Event-ID", Frames.id(frames.getLast()));
            assertThat(over.statusCode()).isEqualTo(204);
            assertThat(server.sessionOf(chat, session).path("messages")).hasSize(2);
            assertThat(upstream.requests()).isEqualTo(1);

            String attach = chat + "/completions?ticket=" + ticket(server, chat, session);
            try (var attached = server.open("GET", attach, Map.of())) {
                assertThat(attached.rest()).isEqualTo(frames);
            }
        }
    }

    @Test
    void aTicketOpensItsConversationOnly() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String ticket = ticket(server, chat, server.session(chat));
            String other = server.session(chat);

            for (String path : List.of(
                    chat + "/completions?session_id=" + other + "&ticket=" + ticket,
                    server.chat() + "/completions?ticket=" + ticket,
                    chat + "/completions?ticket=wrong")) {
                assertThat(server.send("GET", path, Map.of()).statusCode()).isEqualTo(401);
            }
            assertThat(server.send("GET", chat + "/completions?ticket=" + ticket, Map.of())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(server.send("POST", chat + "/completions/ticket", Map.of("session_id", "unknown"))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static String ticket(LiveServer server, String chat, String session) {
        JsonNode issued =
                LiveServer.data(server.send("POST", chat + "/completions/ticket", Map.of("session_id", session)));
        assertThat(issued.path("expires_in").asInt()).isEqualTo(60);
        return issued.path("ticket").asText();
    }

    private static <T> List<T> all(List<? extends Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
