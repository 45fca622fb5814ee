package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.http.Profile;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.application.ChatApplication;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who stops, leaves or does not read costs nothing more, and nobody else. */
@ExtendWith(TestDatabase.class)
class LeavingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NOTICED = Duration.ofMillis(2_500).plus(LiveServer.GRACE);

    private final Database database;

    LeavingTest(Database database) {
        this.database = database;
    }

    @Test
    void aStopEndsTheModelWhileItIsSilent() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.stallAfter("One ", "two "));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);
            try (var stream =
                    server.open("POST", chat + "/completions", Map.of("question", "Count", "session_id", session))) {
                String turn = Frames.turn(stream.take(2).getFirst());
                long asked = System.nanoTime();
                assertThat(server.send("POST", chat + "/completions/" + turn + "/stop", Map.of())
                                .statusCode())
                        .isEqualTo(200);

                List<String> rest = stream.rest();

                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SECOND.multipliedBy(5));
                assertThat(Frames.body(rest.get(rest.size() - 2))
                                .path("data")
                                .path("final")
                                .asBoolean())
                        .isTrue();
            }
            Eventually.holds(SECOND, () -> upstream.departures() == 1);
            assertThat(status(server, chat, session)).isEqualTo("stopped");
        }
    }

    @Test
    void aLostClientIsNoticedWhileTheModelIsSilent() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.stallAfter("One ", "two "));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);
            try (var stream =
                    server.open("POST", chat + "/completions", Map.of("question", "Count", "session_id", session))) {
                stream.take(2);
            }

            Eventually.holds(NOTICED, () -> upstream.departures() == 1);
            Eventually.holds(SECOND, () -> status(server, chat, session).equals("stopped"));
        }
    }

    @Test
    void aLostClientIsNoticedWhileTextFlows() throws Exception {
        Script talking = wire -> {
            wire.send(GatedScript.HEAD);
            while (true) {
                wire.send(Script.event("word "));
                LockSupport.parkNanos(20_000_000); // the pace of a model
            }
        };
        try (var upstream = FakeUpstream.playing(talking);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            try (var stream = server.open("POST", chat + "/completions", Map.of("question", "Talk"))) {
                stream.take(5);
            }

            Eventually.holds(SECOND.plus(LiveServer.GRACE), () -> upstream.departures() == 1);
        }
    }

    @Test
    void silenceIsBrokenByComments() throws Exception {
        var script = new GatedScript(new String[] {"One "}, "two");
        try (var upstream = FakeUpstream.playing(script);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            try (var stream = server.open("POST", chat + "/completions", Map.of("question", "Count"))) {
                stream.take(2);
                Thread letting = Thread.ofVirtual().start(() -> {
                    LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
                    script.letGo();
                });
                stream.rest();
                letting.join();

                assertThat(stream.comments()).isBetween(1, 3);
            }
        }
    }

    @Test
    void aBackgroundTurnGoesOnToItsEnd() throws Exception {
        var script = new GatedScript(new String[] {"One "}, "two");
        try (var upstream = FakeUpstream.playing(script);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);
            var body = Map.of("question", "Count", "session_id", session, "background", true);
            try (var stream = server.open("POST", chat + "/completions", body)) {
                stream.take(1);
            }
            try (var again = server.open("GET", chat + "/completions?session_id=" + session, Map.of())) {
                again.take(1); // came and left, too
            }
            script.letGo();

            Eventually.holds(
                    SECOND,
                    () -> server.sessionOf(chat, session).path("messages").size() == 2);
            assertThat(server.sessionOf(chat, session)
                            .path("messages")
                            .path(1)
                            .path("content")
                            .asText())
                    .isEqualTo("One two");
        }
    }

    @Test
    void aReaderThatNeverReadsIsDroppedAndHoldsNobodyUp() throws Exception {
        var sent = new AtomicLong();
        byte[] much = Script.event("word ".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
        Script flood = wire -> {
            wire.send(GatedScript.HEAD);
            while (true) {
                wire.send(much);
                sent.addAndGet(much.length);
            }
        };
        var impatient =
                new ChatApplication.Limits(LiveServer.GRACE, 1 << 20, SECOND, 0, SECOND, ChatApplication.Life.DEFAULT);
        try (var upstream = FakeUpstream.playing(flood, Script.pieces("quick"));
                var server =
                        new LiveServer(database, LiveServer.model(upstream), impatient, Limits.NONE, Profile.STANDARD);
                var socket = new Socket()) {
            String chat = server.chat();
            String session = server.session(chat);
            askWithoutReading(server, chat, session, socket);
            Eventually.holds(SECOND, () -> upstream.requests() == 1);

            try (var other = server.open("POST", chat + "/completions", Map.of("question", "Quick"))) {
                assertThat(Frames.text(other.rest())).isEqualTo("quick");
            }
            Eventually.holds(SECOND.multipliedBy(2), () -> upstream.departures() == 1);

            // unread, the answer without end is stopped, or it reaches the length at which an answer is none
            Eventually.holds(SECOND, () -> Set.of("stopped", "failed").contains(status(server, chat, session)));
            assertThat(sent.get()).isLessThan(32L << 20); // what the buffers of four sockets hold, not what was said
        }
    }

    @Test
    void aSecondReaderIsNotHeldUpByAFirstThatDoesNotRead() throws Exception {
        byte[] much = Script.event("word ".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
        int pieces = 2_000;
        Script long20MB = wire -> {
            wire.send(GatedScript.HEAD);
            for (int i = 0; i < pieces; i++) {
                wire.send(much);
            }
            wire.send(Script.FINISH + Script.DONE);
        };
        try (var upstream = FakeUpstream.playing(long20MB);
                var server = new LiveServer(database, LiveServer.model(upstream));
                var socket = new Socket()) {
            String chat = server.chat();
            String session = server.session(chat);
            askWithoutReading(server, chat, session, socket);
            Eventually.holds(SECOND, () -> upstream.requests() == 1);

            long asked = System.nanoTime();
            try (var second = server.open("GET", chat + "/completions?session_id=" + session, Map.of())) {
                assertThat(Frames.text(second.rest()).length()).isPositive();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(25));
        }
    }

    private static void askWithoutReading(LiveServer server, String chat, String session, Socket socket)
            throws IOException {
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        String body = "{\"question\":\"Talk\",\"session_id\":\"%s\"}".formatted(session);
        socket.getOutputStream()
                .write(("POST %s/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                + "Content-Length: %d\r\n\r\n%s")
                        .formatted(chat, server.key(), body.length(), body)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String status(LiveServer server, String chat, String session) {
        return server.sessionOf(chat, session)
                .path("messages")
                .path(1)
                .path("status")
                .asText();
    }
}
