package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was sent can be read again, from any frame, by anyone who may, at any time. */
@ExtendWith(TestDatabase.class)
class ResumeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String[] PIECES = {
        "<think>", "hm ", "</think>", "One. ", "Two ", "\"three\".\n", "\uD83D\uDE00"
    };

    private final Database database;

    ResumeTest(Database database) {
        this.database = database;
    }

    @Test
    void repeatsTheSameBytesBehindAnyFrameAlsoAfterARestart() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces(PIECES))) {
            String chat;
            List<String> frames;
            try (var server = new LiveServer(database, LiveServer.model(upstream))) {
                chat = server.chat();
                try (var stream = server.open("POST", chat + "/completions", Map.of("question", "Why?"))) {
                    frames = stream.rest();
                }
                assertThat(Frames.text(frames)).isEqualTo("hm One. Two \"three\".\n\uD83D\uDE00");
                assertThat(Frames.body(frames.getLast()).path("data").asBoolean())
                        .isTrue();
                assertThat(frames).extracting(Frames::id).doesNotHaveDuplicates();
                repeats(server, chat, frames);
            }
            try (var server = new LiveServer(database, LiveServer.model(upstream))) {
                repeats(server, chat, frames);
            }
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    private static void repeats(LiveServer server, String chat, List<String> frames) {
        String events = chat + "/completions/" + Frames.turn(frames.getFirst()) + "/events";
        try (var all = server.open("GET", events, Map.of())) {
            assertThat(all.rest()).isEqualTo(frames);
        }
        for (int i = 0; i < frames.size() - 1; i++) {
            List<String> missing = frames.subList(i + 1, frames.size());
            String last = Frames.id(frames.get(i));
            try (var rest = server.open("GET", events, Map.of(), "Last-Event-ID", last);
                    var again = server.open(
                            "POST", chat + "/completions", Map.of("question", "Why?"), "Last-Event-ID", last)) {
                assertThat(rest.rest()).isEqualTo(missing);
                assertThat(again.rest()).isEqualTo(missing);
            }
        }
        String end = Frames.id(frames.getLast());
        assertThat(server.send("GET", events, Map.of(), "Last-Event-ID", end).statusCode())
                .isEqualTo(204);
    }

    @Test
    void goesOnLiveForWhoeverComesBackWithoutAGap() throws Exception {
        var script = new GatedScript(new String[] {"One ", "two ", "three "}, "four ", "five");
        try (var upstream = FakeUpstream.playing(script);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String session = server.session(chat);
            var frames = new ArrayList<String>();
            try (var first =
                    server.open("POST", chat + "/completions", Map.of("question", "Count", "session_id", session))) {
                frames.addAll(first.take(2));
            }
            String events = chat + "/completions/" + Frames.turn(frames.getFirst()) + "/events";
            try (var second = server.open("GET", events, Map.of(), "Last-Event-ID", Frames.id(frames.getLast()));
                    var whole = server.open("GET", events, Map.of())) {
                frames.addAll(second.take(1));
                assertThat(whole.take(3)).isEqualTo(frames);
                script.letGo();
                frames.addAll(second.rest());
                assertThat(whole.rest()).isEqualTo(frames.subList(3, frames.size()));
            }

            assertThat(Frames.text(frames)).isEqualTo("One two three four five");
            assertThat(server.sessionOf(chat, session)
                            .path("messages")
                            .path(1)
                            .path("content")
                            .asText())
                    .isEqualTo("One two three four five");
        }
    }

    @Test
    void tellsAnInterruptionAfterACrashWhateverTheReaderHas() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.stallAfter("One ", "two ", "three "));
                var killed = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = killed.chat();
            String session = killed.session(chat);
            try (var stream =
                    killed.open("POST", chat + "/completions", Map.of("question", "Count", "session_id", session))) {
                List<String> sent = stream.take(3);
                var turn = new TurnId(Frames.turn(sent.getFirst()));
                Eventually.holds(
                        SECOND,
                        () -> killed.ports
                                        .turns()
                                        .events(new TenantId("ours"), turn, 0)
                                        .size()
                                == 4);

                try (var server = new LiveServer(database, LiveServer.model(upstream))) { // as after a kill
                    String events = chat + "/completions/" + turn.value() + "/events";
                    for (int have = 0; have <= 5; have++) { // more than was stored, too
                        String last = turn.value() + ":" + (have - 1);
                        try (var rest = server.open("GET", events, Map.of(), "Last-Event-ID", last)) {
                            List<String> frames = rest.rest();
                            int missing = Math.max(0, 3 - have);
                            assertThat(frames.subList(0, missing)).isEqualTo(sent.subList(3 - missing, 3));
                            assertThat(frames).hasSize(missing + 2);
                            assertThat(Frames.body(frames.get(missing))
                                            .path("message")
                                            .asText())
                                    .isEqualTo("interrupted");
                        }
                    }
                    JsonNode reply =
                            server.sessionOf(chat, session).path("messages").path(1);
                    assertThat(reply.path("content").asText()).isEqualTo(Frames.text(sent));
                    assertThat(reply.path("status").asText()).isEqualTo("interrupted");
                }
            }
        }
    }

    @Test
    void aStopOfTheServerEndsEveryStreamAndLosesNothing() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.stallAfter("One ", "two "))) {
            var server = new LiveServer(database, LiveServer.model(upstream));
            String chat = server.chat();
            List<Frames> streams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                streams.add(server.open("POST", chat + "/completions", Map.of("question", "Count")));
            }
            List<List<String>> all = new ArrayList<>();
            for (Frames stream : streams) {
                all.add(new ArrayList<>(stream.take(3)));
            }

            server.stop();

            for (int i = 0; i < streams.size(); i++) {
                all.get(i).addAll(streams.get(i).rest());
                List<String> frames = all.get(i);
                assertThat(Frames.body(frames.get(frames.size() - 2))
                                .path("message")
                                .asText())
                        .isEqualTo("interrupted");
            }
            server.close();
            try (var next = new LiveServer(database, LiveServer.model(upstream))) {
                for (List<String> frames : all) {
                    String turn = chat + "/completions/" + Frames.turn(frames.getFirst());
                    try (var replay = next.open("GET", turn + "/events", Map.of())) {
                        assertThat(replay.rest()).isEqualTo(frames);
                    }
                }
            }
        }
    }

    @Test
    void answersLongPolls() throws Exception {
        var script = new GatedScript(new String[] {"One "}, "two");
        try (var upstream = FakeUpstream.playing(script);
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            try (var stream =
                    server.open("POST", chat + "/completions", Map.of("question", "Count", "background", true))) {
                List<String> frames = new ArrayList<>(stream.take(2));
                String turn = chat + "/completions/" + Frames.turn(frames.getFirst());

                JsonNode begun = LiveServer.data(server.send("GET", turn, Map.of()));
                assertThat(begun.path("status").asText()).isEqualTo("running");
                assertThat(begun.path("events")).hasSize(2);
                assertThat(begun.path("events").path(1).path("event")).isEqualTo(Frames.body(frames.get(1)));
                JsonNode nothing = LiveServer.data(server.send("GET", turn + "?after=1&wait=0", Map.of()));
                assertThat(nothing.path("events")).isEmpty();

                script.letGo();
                frames.addAll(stream.rest());
                JsonNode last = LiveServer.data(server.send("GET", turn + "?after=1&wait=10", Map.of()));
                assertThat(last.path("events").path(0).path("id").asText()).isEqualTo(Frames.id(frames.get(2)));
                Eventually.holds(
                        SECOND,
                        () -> LiveServer.data(server.send("GET", turn + "?after=1", Map.of()))
                                .path("status")
                                .asText()
                                .equals("complete"));
                assertThat(LiveServer.data(server.send("GET", turn, Map.of())).path("events"))
                        .hasSize(frames.size());
                assertThat(server.send("GET", turn + "?after=x", Map.of()).statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void hidesTurnsOfOtherChats() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("x"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            String turn;
            try (var stream = server.open("POST", chat + "/completions", Map.of("question", "Why?"))) {
                turn = Frames.turn(stream.rest().getFirst());
            }
            for (String path : List.of(
                    server.chat() + "/completions/" + turn,
                    server.chat() + "/completions/" + turn + "/events",
                    chat + "/completions/unknown")) {
                assertThat(server.send("GET", path, Map.of()).statusCode()).isEqualTo(404);
            }
        }
    }
}
