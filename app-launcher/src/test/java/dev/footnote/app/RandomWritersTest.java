package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.Completion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many writers of one tenant create, ask, rename, delete and list at random, each beside a model of what it did; at all
 * times and in the end the server says what the models say. A run is repeated by {@code -Dseed=}.
 */
@ExtendWith(TestDatabase.class)
class RandomWritersTest {

    private static final int WRITERS = 16;
    private static final int OPERATIONS = Integer.getInteger("operations", 40);
    private static final int MOST_CHATS = 3;
    private static final String NOBODY = "0123456789abcdef0123456789abcdef";

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Database database;

    RandomWritersTest(Database database) {
        this.database = database;
    }

    /** Says the question again. */
    private static final class Echo implements ChatModel {
        @Override
        public Completion stream(ChatPrompt prompt, Sink<String> sink) {
            boolean taken = sink.push(prompt.messages().getLast().text());
            return new Completion(taken ? Completion.FinishReason.STOP : Completion.FinishReason.CANCELLED, 0, 1);
        }
    }

    @Test
    void theServerSaysWhatTheModelsSay() throws Exception {
        try (var server = new LiveServer(database, new Echo())) {
            String shared = server.chat();
            var writers = new ArrayList<Writer>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new Writer(server, shared, "w" + i, new Random(seed + i)));
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Void> done : threads.invokeAll(writers)) {
                    done.get();
                }
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("seed " + seed, failure);
            }

            var sessions = new LinkedHashMap<String, Talk>();
            var chats = new ArrayList<String>(List.of(shared));
            for (Writer writer : writers) {
                writer.checkAll();
                sessions.putAll(writer.inShared());
                chats.addAll(writer.chats.keySet());
            }
            assertThat(LiveServer.data(server.send("GET", "/api/v1/chats?page_size=10000", Map.of())))
                    .as("seed %d", seed)
                    .extracting(chat -> "/api/v1/chats/" + chat.path("id").asText())
                    .containsExactlyInAnyOrderElementsOf(chats);
            assertThat(LiveServer.data(server.send("GET", shared + "/sessions?page_size=10000", Map.of())))
                    .as("seed %d", seed)
                    .extracting(session -> session.path("id").asText())
                    .containsExactlyInAnyOrderElementsOf(sessions.keySet());
            assertThat(orphans()).as("seed %d", seed).isZero();
        }
    }

    /** Turns, replies and events without what they belong to. */
    private long orphans() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select
                        (select count(*) from turn t where not exists (
                            select 1 from conversation c where c.tenant_id = t.tenant_id and c.id = t.conversation_id))
                        + (select count(*) from reply r where not exists (select 1 from turn t where t.id = r.turn_id))
                        + (select count(*) from turn_event e where not exists (
                            select 1 from turn t where t.id = e.turn_id))
                        """).mapTo(Long.class).one());
    }

    /** What was said in a session. */
    private static final class Talk {

        private String name = "s";
        private final List<String> questions = new ArrayList<>();
    }

    /** Does things by chance, and knows what must have come of them. */
    private static final class Writer implements Callable<Void> {

        private final LiveServer server;
        private final String shared;
        private final String label;
        private final Random random;
        private final Map<String, Map<String, Talk>> chats = new LinkedHashMap<>();
        private final Map<String, Talk> inShared = new LinkedHashMap<>();
        private int texts;

        Writer(LiveServer server, String shared, String label, Random random) {
            this.server = server;
            this.shared = shared;
            this.label = label;
            this.random = random;
        }

        Map<String, Talk> inShared() {
            return inShared;
        }

        @Override
        public Void call() {
            for (int i = 0; i < OPERATIONS; i++) {
                switch (random.nextInt(12)) {
                    case 0 -> createChat();
                    case 1, 2, 3 -> createSession();
                    case 4, 5, 6, 7 -> ask();
                    case 8 -> rename();
                    case 9 -> deleteSession();
                    case 10 -> deleteChat();
                    default -> list();
                }
            }
            return null;
        }

        private void createChat() {
            if (chats.size() < MOST_CHATS) {
                chats.put(server.chat(), new LinkedHashMap<>());
            }
        }

        private void createSession() {
            String chat = anyChat();
            talks(chat).put(server.session(chat), new Talk());
        }

        private void ask() {
            String chat = anyChat();
            any(talks(chat)).ifPresent(session -> {
                String question = "%s asks %d".formatted(label, texts++);
                HttpResponse<String> answer = ask(chat, session, question);
                assertThat(LiveServer.data(answer).path("answer").asText())
                        .as(answer.body())
                        .isEqualTo(question);
                talks(chat).get(session).questions.add(question);
            });
        }

        private HttpResponse<String> ask(String chat, String session, String question) {
            return server.send(
                    "POST",
                    chat + "/completions",
                    Map.of("question", question, "session_id", session, "stream", false));
        }

        private void rename() {
            String chat = anyChat();
            any(talks(chat)).ifPresent(session -> {
                String name = "%s name %d".formatted(label, texts++);
                fine(server.send("PUT", chat + "/sessions/" + session, Map.of("name", name)));
                talks(chat).get(session).name = name;
            });
        }

        private void deleteSession() {
            String chat = anyChat();
            any(talks(chat)).ifPresent(session -> {
                fine(server.send("DELETE", chat + "/sessions", Map.of("ids", List.of(session))));
                talks(chat).remove(session);
                assertThat(server.sessionOf(chat, session).isMissingNode()).isTrue();
                assertThat(ask(chat, session, "Still there?").body().replace(session, NOBODY))
                        .isEqualTo(ask(chat, NOBODY, "Still there?").body());
            });
        }

        private void deleteChat() {
            any(chats).ifPresent(chat -> {
                fine(server.send(
                        "DELETE", "/api/v1/chats", Map.of("ids", List.of(chat.substring(chat.lastIndexOf('/') + 1)))));
                chats.remove(chat);
                assertThat(server.send("GET", chat + "/sessions", Map.of()).statusCode())
                        .isEqualTo(404);
            });
        }

        private void list() {
            any(chats).ifPresent(this::check);
            any(inShared).ifPresent(session -> check(server.sessionOf(shared, session), inShared.get(session)));
        }

        void checkAll() {
            chats.keySet().forEach(this::check);
            inShared.forEach((session, talk) -> check(server.sessionOf(shared, session), talk));
        }

        private void check(String chat) {
            JsonNode sessions = LiveServer.data(server.send("GET", chat + "/sessions?page_size=10000", Map.of()));
            assertThat(sessions)
                    .extracting(session -> session.path("id").asText())
                    .containsExactlyInAnyOrderElementsOf(chats.get(chat).keySet());
            sessions.forEach(session ->
                    check(session, chats.get(chat).get(session.path("id").asText())));
        }

        private static void check(JsonNode session, Talk talk) {
            var wanted = new ArrayList<String>();
            talk.questions.forEach(question -> wanted.addAll(List.of("user: " + question, "assistant: " + question)));
            assertThat(session.path("name").asText()).isEqualTo(talk.name);
            assertThat(session.path("messages"))
                    .extracting(message -> message.path("role").asText() + ": "
                            + message.path("content").asText())
                    .isEqualTo(wanted);
        }

        private static void fine(HttpResponse<String> answer) {
            assertThat(LiveServer.json(answer.body()).path("code").asInt(-1))
                    .as(answer.body())
                    .isZero();
        }

        private String anyChat() {
            return random.nextInt(3) == 0 ? shared : any(chats).orElse(shared);
        }

        private Map<String, Talk> talks(String chat) {
            return chat.equals(shared) ? inShared : chats.get(chat);
        }

        private Optional<String> any(Map<String, ?> things) {
            return things.isEmpty()
                    ? Optional.empty()
                    : things.keySet().stream()
                            .skip(random.nextInt(things.size()))
                            .findFirst();
        }
    }
}
