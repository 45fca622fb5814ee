package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.http.Profile;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.application.ChatApplication;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much a client may ask for, and how it is told. */
@ExtendWith(TestDatabase.class)
class LimitsTest {

    private final Database database;

    LimitsTest(Database database) {
        this.database = database;
    }

    private LiveServer server(FakeUpstream upstream, Limits limits) {
        return new LiveServer(database, LiveServer.model(upstream), LiveServer.LIMITS, limits, Profile.STANDARD);
    }

    @Test
    void requestsBeyondTheBurstAreRefusedAndEveryAnswerSaysWhatIsLeft() throws Exception {
        var limits = new Limits(3, 2, Duration.ofHours(1), 0, 0, 0);
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = server(upstream, limits)) {
            for (String left : List.of("2", "1", "0", "0", "0")) {
                HttpResponse<String> answer = server.send("GET", "/api/v1/chats", Map.of());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("3");
                assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains(left);
            }
            HttpResponse<String> refused = server.send("GET", "/api/v1/chats", Map.of());
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(LiveServer.json(refused.body()).path("code").asInt()).isEqualTo(429);
            assertThat(refused.body())
                    .contains("Too many requests, try again in ")
                    .contains(" seconds.");
            long wait =
                    Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
            long reset = Long.parseLong(
                    refused.headers().firstValue("X-RateLimit-Reset").orElseThrow());
            assertThat(wait).isBetween(1L, 3_600L);
            assertThat(reset - wait)
                    .isCloseTo(System.currentTimeMillis() / 1000, org.assertj.core.data.Offset.offset(10L));

            HttpResponse<String> question = server.send("POST", "/api/v1/chats/x/completions", Map.of());
            assertThat(question.statusCode()).isEqualTo(429);
            assertThat(LiveServer.data(question).path("answer").asText()).startsWith("**ERROR**: ");
        }
    }

    @Test
    void aNewWindowBeginsWhenTheOldOneIsOver() throws Exception {
        var limits = new Limits(1, 0, Duration.ofSeconds(3), 0, 0, 0);
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = server(upstream, limits)) {
            Eventually.holds(
                    Duration.ofSeconds(3),
                    () -> server.send("GET", "/api/v1/chats", Map.of()).statusCode() == 429);
            Eventually.holds(
                    Duration.ofSeconds(3),
                    () -> server.send("GET", "/api/v1/chats", Map.of()).statusCode() == 200);
        }
    }

    @Test
    void aSessionTakesNoMoreMessagesThanItMayHave() throws Exception {
        var usual = ChatApplication.Limits.DEFAULT;
        var two = new ChatApplication.Limits(
                usual.grace(), usual.maxDocumentBytes(), usual.readerPatience(), 2, usual.documentWait(), usual.life());
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = new LiveServer(database, LiveServer.model(upstream), two, Limits.NONE, Profile.STANDARD)) {
            String chat = server.chat();
            var first = server.send("POST", chat + "/completions", Map.of("question", "One?", "stream", false));
            String session = LiveServer.data(first).path("session_id").asText();
            var second = server.send(
                    "POST", chat + "/completions", Map.of("question", "Two?", "stream", false, "session_id", session));
            assertThat(second.statusCode()).isEqualTo(400);
            assertThat(second.body()).contains("The conversation is too long.");
        }
    }

    @Test
    void onlySoManyStreamsAreOpenAtOnce() throws Exception {
        var limits = new Limits(0, 0, Duration.ofMinutes(1), 2, 0, 0);
        try (var upstream = FakeUpstream.playing(Script.stallAfter("One "));
                var server = server(upstream, limits)) {
            String chat = server.chat();
            var first = server.open("POST", chat + "/completions", Map.of("question", "Count"));
            var second = server.open("POST", chat + "/completions", Map.of("question", "Count"));
            String turn = Frames.turn(first.take(1).getFirst());
            second.take(1);

            HttpResponse<String> third = server.send("POST", chat + "/completions", Map.of("question", "Count"));
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.body())
                    .contains("Too many streams are open at once, ")
                    .contains(" may be.");
            assertThat(third.headers().firstValue("Retry-After")).isPresent();
            assertThat(LiveServer.data(server.send("GET", chat + "/sessions", Map.of())))
                    .hasSize(2);

            server.send("POST", chat + "/completions/" + turn + "/stop", Map.of());
            first.rest();
            Eventually.holds(Duration.ofSeconds(1), () -> {
                try (var again = server.open("POST", chat + "/completions", Map.of("question", "Count"))) {
                    return again.status() == 200;
                }
            });
            second.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void guessingIsSlowedDownInEveryProfile(Profile profile) throws Exception {
        var limits = new Limits(0, 0, Duration.ofMinutes(1), 0, 3, 5);
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = new LiveServer(database, LiveServer.model(upstream), LiveServer.LIMITS, limits, profile)) {
            String email = UUID.randomUUID() + "@example.com";
            var right = Map.of("email", email, "password", "right", "nickname", "n");
            assertThat(server.send("POST", "/v1/user/register", right).statusCode())
                    .isEqualTo(200);
            for (int i = 0; i < 10; i++) {
                assertThat(LiveServer.json(server.send("POST", "/v1/user/login", right)
                                        .body())
                                .path("code")
                                .asInt())
                        .isZero();
            }
            var wrong = Map.of("email", email, "password", "wrong");
            for (int i = 0; i < 3; i++) {
                assertThat(server.send("POST", "/v1/user/login", wrong).statusCode())
                        .isNotEqualTo(429);
            }
            HttpResponse<String> limited = server.send("POST", "/v1/user/login", right);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.body()).contains("Too many attempts, try again later.");
            assertThat(limited.headers().firstValue("Retry-After")).isPresent();

            server.send("GET", "/api/v1/chats", Map.of()); // a key that is right is known from now on
            for (int i = 0; i < 2; i++) {
                server.send("GET", "/api/v1/chats", Map.of(), "Authorization", "Bearer wrong");
            }
            assertThat(server.send("GET", "/api/v1/chats", Map.of(), "Authorization", "Bearer other")
                            .statusCode())
                    .isEqualTo(429);
            assertThat(server.send("GET", "/api/v1/chats", Map.of()).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void guessingShareTokensAndOldPasswordsIsSlowedDownToo(Profile profile) throws Exception {
        var limits = new Limits(0, 0, Duration.ofMinutes(1), 0, 3, 5);
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = new LiveServer(database, LiveServer.model(upstream), LiveServer.LIMITS, limits, profile)) {
            var user = Map.of("email", UUID.randomUUID() + "@example.com", "password", "right", "nickname", "n");
            String session = server.send("POST", "/v1/user/register", user)
                    .headers()
                    .firstValue("Authorization")
                    .orElseThrow();
            var wrong = Map.of("password", "wrong", "new_password", "other");
            for (int i = 0; i < 3; i++) {
                assertThat(server.send("POST", "/v1/user/setting", wrong, "Authorization", session)
                                .statusCode())
                        .isNotEqualTo(429);
            }
            assertThat(server.send("POST", "/v1/user/setting", wrong, "Authorization", session)
                            .statusCode())
                    .isEqualTo(429);
            assertThat(server.send("POST", "/v1/user/setting", Map.of("nickname", "m"), "Authorization", session)
                            .statusCode())
                    .isEqualTo(200);
            for (int i = 0; i < 2; i++) {
                assertThat(share(server, "wrong" + i).statusCode()).isNotEqualTo(429);
            }
            assertThat(share(server, "wrong").statusCode()).isEqualTo(429);
        }
    }

    private static HttpResponse<String> share(LiveServer server, String token) throws Exception {
        return server.send("GET", "/api/v1/chatbots/x/info", Map.of(), "Authorization", "Bearer " + token);
    }

    @Test
    void aFullSessionTakesNoMoreQuestionsAndKeepsItsMessages() throws Exception {
        var limits = new ChatApplication.Limits(
                LiveServer.GRACE,
                1 << 20,
                Duration.ofSeconds(5),
                4,
                Duration.ofSeconds(5),
                ChatApplication.Life.DEFAULT);
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server =
                        new LiveServer(database, LiveServer.model(upstream), limits, Limits.NONE, Profile.STANDARD)) {
            String chat = server.chat();
            String session = server.session(chat);
            var body = Map.of("question", "Why?", "session_id", session, "stream", false);
            assertThat(server.send("POST", chat + "/completions", body).statusCode())
                    .isEqualTo(200);
            assertThat(server.send("POST", chat + "/completions", body).statusCode())
                    .isEqualTo(200);
            assertThat(server.send("POST", chat + "/completions", body).statusCode())
                    .isEqualTo(400);
            assertThat(server.sessionOf(chat, session).path("messages")).hasSize(4);
        }
    }

    @Test
    void pagesOfAnyOriginMayAsk() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = server(upstream, new Limits(100, 0, Duration.ofMinutes(1), 0, 0, 0))) {
            HttpResponse<String> preflight = server.send(
                    "OPTIONS",
                    "/api/v1/chats",
                    Map.of(),
                    "Origin",
                    "https://example.com",
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "authorization,last-event-id,idempotency-key");
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(preflight
                            .headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("last-event-id", "authorization", "idempotency-key");

            HttpResponse<String> answer =
                    server.send("GET", "/api/v1/chats", Map.of(), "Origin", "https://example.com");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            assertThat(answer.headers()
                            .firstValue("Access-Control-Expose-Headers")
                            .orElse(""))
                    .contains(
                            "Authorization",
                            "X-RateLimit-Limit",
                            "X-RateLimit-Remaining",
                            "X-RateLimit-Reset",
                            "Retry-After");
        }
    }
}
