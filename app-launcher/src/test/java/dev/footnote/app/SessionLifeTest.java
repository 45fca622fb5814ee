package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.http.Profile;
import dev.footnote.adapter.jdbi.DailyJob;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.conversation.Activity.Idle;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a session is in its life, and when it is over. */
@ExtendWith(TestDatabase.class)
class SessionLifeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Database database;

    SessionLifeTest(Database database) {
        this.database = database;
    }

    private LiveServer server(FakeUpstream upstream, Idle idle, Duration eraseAfter) {
        var limits = new ChatApplication.Limits(
                LiveServer.GRACE, 1 << 20, SECOND, 0, SECOND, new ChatApplication.Life(idle, eraseAfter));
        return new LiveServer(database, LiveServer.model(upstream), limits, Limits.NONE, Profile.STANDARD);
    }

    @Test
    void aQuestionMakesASessionActiveWhateverItWas() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = server(upstream, Idle.DEFAULT, SECOND)) {
            String chat = server.chat();
            String session = server.session(chat);
            var question = Map.of("question", "Why?", "session_id", session, "stream", false);
            String path = chat + "/sessions/" + session;

            assertThat(status(server, chat, session)).isEqualTo("created");
            server.send("POST", chat + "/completions", question);
            assertThat(status(server, chat, session)).isEqualTo("active");
            assertThat(server.send("PUT", path, Map.of("status", "completed")).statusCode())
                    .isEqualTo(200);
            assertThat(status(server, chat, session)).isEqualTo("completed");
            assertThat(server.send("PUT", path, Map.of("status", "archived")).statusCode())
                    .isEqualTo(400);
            server.send("POST", chat + "/completions", question);
            assertThat(status(server, chat, session)).isEqualTo("active");
        }
    }

    @Test
    void aSessionThatIsNotUsedIsSuspendedAndArchivedAndStaysReadable() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"))) {
            String chat;
            String session;
            try (var server = server(upstream, new Idle(Duration.ZERO, Duration.ofDays(1)), SECOND)) {
                chat = server.chat();
                session = server.session(chat);
                server.send(
                        "POST",
                        chat + "/completions",
                        Map.of("question", "Why?", "session_id", session, "stream", false));
                assertThat(status(server, chat, session)).isEqualTo("suspended");
            }
            try (var server = server(upstream, new Idle(Duration.ZERO, Duration.ZERO), SECOND)) {
                assertThat(status(server, chat, session)).isEqualTo("archived");
                assertThat(server.sessionOf(chat, session).path("messages")).hasSize(2);
            }
        }
    }

    @Test
    void whatWasRemovedIsGoneAtOnceAndErasedByTheDailyJob() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = server(upstream, Idle.DEFAULT, Duration.ofMillis(-1_000))) {
            String chat = server.chat();
            String session = server.session(chat);
            server.send("DELETE", chat + "/sessions", Map.of("ids", List.of(session)));
            assertThat(server.sessionOf(chat, session).isMissingNode()).isTrue();
            assertThat(rows(session)).isEqualTo(1);

            DailyJob job = DailyJob.start(database, "erase", server.app::erase);
            try {
                Eventually.holds(SECOND.multipliedBy(2), () -> rows(session) == 0);
            } finally {
                job.close();
            }
        }
    }

    @Test
    void aSessionRemovedWhileItAnswersDoesNotComeBack() throws Exception {
        var script = new GatedScript(new String[] {"One "}, "two");
        try (var upstream = FakeUpstream.playing(script);
                var server = server(upstream, Idle.DEFAULT, SECOND)) {
            String chat = server.chat();
            String session = server.session(chat);
            try (var stream =
                    server.open("POST", chat + "/completions", Map.of("question", "Count", "session_id", session))) {
                stream.take(1);
                server.send("DELETE", chat + "/sessions", Map.of("ids", List.of(session)));
                script.letGo();
                stream.rest();
            }
            assertThat(server.sessionOf(chat, session).isMissingNode()).isTrue();
            assertThat(server.send("POST", chat + "/completions", Map.of("question", "Again", "session_id", session))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private int rows(String session) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from conversation where id = :id")
                        .bind("id", session)
                        .mapTo(Integer.class)
                        .one());
    }

    private static String status(LiveServer server, String chat, String session) {
        return server.sessionOf(chat, session).path("status").asText();
    }
}
