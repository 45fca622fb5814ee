package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.http.Limits;
import dev.footnote.adapter.http.Profile;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.application.ChatApplication;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many sessions at once whose clients come and go: no message is lost, doubled or in another place. */
@ExtendWith(TestDatabase.class)
class ManySessionsTest {

    private static final int SESSIONS = 200;
    private static final int TURNS = 5;
    private static final int PIECES = 12;
    private static final int MOST_LEAVINGS = 3;

    private final Database database;

    ManySessionsTest(Database database) {
        this.database = database;
    }

    /** Says the question again and counts. */
    private static final class Echo implements ChatModel {
        @Override
        public Completion stream(ChatPrompt prompt, Sink<String> sink) {
            String question = prompt.messages().getLast().text();
            for (int i = 0; i < PIECES; i++) {
                LockSupport.parkNanos(2_000_000); // the pace of a model, so that clients can leave in between
                if (!sink.push(i == 0 ? question : " " + i)) {
                    return new Completion(Completion.FinishReason.CANCELLED, 0, i);
                }
            }
            return new Completion(Completion.FinishReason.STOP, 0, PIECES);
        }
    }

    private static String answerTo(String question) {
        var answer = new StringBuilder(question);
        for (int i = 1; i < PIECES; i++) {
            answer.append(' ').append(i);
        }
        return answer.toString();
    }

    @Test
    void losesDoublesAndMisplacesNothing() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        var limits = new ChatApplication.Limits(Duration.ofMinutes(1), 1 << 20);
        try (var server = new LiveServer(database, new Echo(), limits, Limits.NONE, Profile.STANDARD)) {
            String chat = server.chat();
            var clients = new ArrayList<Callable<String>>();
            for (int i = 0; i < SESSIONS; i++) {
                var random = new Random(seed + i);
                String name = "s" + i;
                clients.add(() -> client(server, chat, name, random));
            }
            List<String> sessions = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<String> done : threads.invokeAll(clients)) {
                    sessions.add(done.get());
                }
            }

            for (int i = 0; i < SESSIONS; i++) {
                JsonNode messages = server.sessionOf(chat, sessions.get(i)).path("messages");
                assertThat(messages).as("seed %d", seed).hasSize(2 * TURNS);
                for (int turn = 0; turn < TURNS; turn++) {
                    String question = "s%d turn %d".formatted(i, turn);
                    JsonNode asked = messages.path(2 * turn);
                    JsonNode said = messages.path(2 * turn + 1);
                    assertThat(asked.path("content").asText())
                            .as("seed %d", seed)
                            .isEqualTo(question);
                    assertThat(said.path("content").asText())
                            .as("seed %d", seed)
                            .isEqualTo(answerTo(question));
                    assertThat(said.path("id")).isEqualTo(asked.path("id"));
                }
            }
        }
    }

    private static String session(LiveServer server, String chat) {
        String id = "";
        while (id.isEmpty()) {
            id = server.session(chat);
        }
        return id;
    }

    private static String client(LiveServer server, String chat, String name, Random random) {
        String session = session(server, chat);
        for (int turn = 0; turn < TURNS; turn++) {
            String question = name + " turn " + turn;
            List<String> frames = read(server, chat, session, question, random);
            assertThat(Frames.text(frames)).isEqualTo(answerTo(question));
            assertThat(frames).extracting(Frames::id).doesNotHaveDuplicates();
        }
        return session;
    }

    /** Asks, leaves now and then, and comes back for what is missing; sends again what was refused for want of room. */
    private static List<String> read(LiveServer server, String chat, String session, String question, Random random) {
        var frames = new ArrayList<String>();
        var body = Map.of("question", question, "session_id", session);
        int leavings = random.nextInt(MOST_LEAVINGS);
        while (!ended(frames)) {
            try (Frames stream = open(server, chat, body, frames)) {
                if (stream.status() != 200) {
                    assertThat(stream.status()).isGreaterThanOrEqualTo(500);
                    LockSupport.parkNanos(20_000_000); // a client that comes back at once makes it worse
                } else if (leavings-- > 0) {
                    frames.addAll(stream.take(1 + random.nextInt(PIECES / MOST_LEAVINGS)));
                } else {
                    frames.addAll(stream.rest());
                }
            }
        }
        return frames;
    }

    private static boolean ended(List<String> frames) {
        return !frames.isEmpty() && Frames.body(frames.getLast()).path("data").isBoolean();
    }

    private static Frames open(LiveServer server, String chat, Map<String, ?> body, List<String> frames) {
        String path = chat + "/completions";
        return frames.isEmpty()
                ? server.open("POST", path, body, "Idempotency-Key", String.valueOf(body.get("question")))
                : server.open("POST", path, body, "Last-Event-ID", Frames.id(frames.getLast()));
    }
}
