package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left when the server, its database or both are killed. */
class CrashTest {

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration STORED_WITHIN = Duration.ofSeconds(4); // the promise is one second
    private static final int WORDS = 200;
    private static final int STREAMS = 50;
    private static final int WRITERS = 8;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    /** One for all, since its first start takes long; each test has data of its own. */
    @TempDir
    static Path home;

    @RegisterExtension
    final Servers servers = new Servers();

    /** Who is killed. */
    enum Victim {
        SERVER,
        DATABASE,
        BOTH
    }

    @Test
    void keepsEveryQuestionAndWhatWasSentOfItsAnswer() throws Exception {
        try (FakeUpstream model = slowModel()) {
            ServerProcess server = servers.start(home, using(model));
            ApiClient client = server.client();
            String chat = chat(client, "Killed in mid-stream", List.of());
            var readings = new ArrayList<Reading>();
            for (int i = 0; i < STREAMS; i++) {
                readings.add(Reading.begin(client, chat, session(client, chat), "Question " + i));
            }
            Waiting.until(
                    "some have read for long, and all have read",
                    RECOVERY,
                    () -> readings.stream().allMatch(reading -> !reading.text().isEmpty())
                            && readings.stream().anyMatch(reading -> reading.lasts(STORED_WITHIN)));

            server.kill();
            ApiClient again = servers.start(home, using(model)).client();

            for (int i = 0; i < readings.size(); i++) {
                Reading reading = readings.get(i);
                JsonNode messages = messages(again, chat, reading.session());
                assertThat(messages).as("seed %d", SEED).hasSize(3);
                assertThat(text(messages, 1)).isEqualTo("Question " + i);
                assertThat(words(WORDS)).startsWith(text(messages, 2));
                assertThat(text(messages, 2))
                        .startsWith(reading.textUntil(STORED_WITHIN).strip());
                assertThat(messages.path(2).path("status").asText()).isEqualTo("interrupted");

                ask(again, chat, reading.session(), "And now?");
                assertThat(text(messages(again, chat, reading.session()), 4)).isEqualTo("Fine.");
            }
        }
    }

    /** One stream that goes on, others that stall after the first, some or the last word; then answers at once. */
    private static FakeUpstream slowModel() {
        Script paced = wire -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < WORDS; i++) {
                wire.send(Script.event("w" + i + " "));
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // the pace of a model
            }
            wire.awaitDeparture();
        };
        IntStream edges = IntStream.of(1, 2, 50, WORDS - 1, WORDS);
        IntStream anywhere = new Random(SEED).ints(STREAMS - 6, 1, WORDS + 1);
        var next = new ArrayList<Script>();
        IntStream.concat(edges, anywhere)
                .forEach(stall -> next.add(Script.stallAfter(
                        IntStream.range(0, stall).mapToObj(i -> "w" + i + " ").toArray(String[]::new))));
        next.add(Script.pieces("Fine."));
        return FakeUpstream.playing(paced, next.toArray(Script[]::new));
    }

    private static String words(int count) {
        return String.join(
                "", IntStream.range(0, count).mapToObj(i -> "w" + i + " ").toList());
    }

    @ParameterizedTest
    @EnumSource
    void losesNoAcknowledgedTurn(Victim victim) throws Exception {
        try (FakeUpstream model = FakeUpstream.playing(Script.pieces("Yes, ", "it ", "is."))) {
            ServerProcess server = servers.start(home, using(model));
            ApiClient client = server.client();
            String chat = chat(client, "Killed under load by " + victim, List.of());
            var writers = new ArrayList<Writer>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(Writer.begin(client, chat, session(client, chat)));
            }
            Waiting.until("turns are acknowledged", RECOVERY, () -> acknowledged(writers) > 5 * WRITERS);

            ApiClient again = killed(victim, server, using(model));
            long before = acknowledged(writers);
            if (victim == Victim.DATABASE) {
                Waiting.until("goes on by itself", RECOVERY, () -> acknowledged(writers) > before + WRITERS);
            }
            for (Writer writer : writers) {
                writer.end();
            }

            for (Writer writer : writers) {
                writer.compare(messages(again, chat, writer.session()));
            }
        }
    }

    @Test
    void keepsTheTurnsWhoseEndsWereReadAMomentAgo() throws Exception {
        killsAfterTheEnds(1);
    }

    @Test
    @Tag("large")
    void keepsTwoHundredTurnsWhoseEndsWereReadAMomentAgo() throws Exception {
        killsAfterTheEnds(20);
    }

    /** Each time, some turns come to their ends together, and the server is killed within 50 ms of that. */
    private void killsAfterTheEnds(int times) throws Exception {
        var random = new Random(SEED);
        try (FakeUpstream model = FakeUpstream.playing(Script.pieces("Yes, ", "it ", "is."));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ServerProcess server = servers.start(home, using(model));
            String chat = chat(server.client(), "Killed after the end", List.of());
            for (int time = 0; time < times; time++) {
                ApiClient client = server.client();
                List<String> sessions = IntStream.range(0, WRITERS)
                        .mapToObj(i -> session(client, chat))
                        .toList();
                List<Callable<JsonNode>> asking = sessions.stream()
                        .map(session -> (Callable<JsonNode>) () -> ask(client, chat, session, "Is it?"))
                        .toList();
                threads.invokeAll(asking).forEach(Future::resultNow);

                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(50).toNanos()));
                server.kill();
                server = servers.start(home, using(model));

                for (String session : sessions) {
                    JsonNode messages = messages(server.client(), chat, session);
                    assertThat(messages).as("seed %d", SEED).hasSize(3);
                    assertThat(text(messages, 2)).isEqualTo("Yes, it is.");
                    assertThat(messages.path(2).has("status")).isFalse();
                }
            }
        }
    }

    private static long acknowledged(List<Writer> writers) {
        return writers.stream()
                .mapToLong(writer -> writer.acknowledged().size())
                .sum();
    }

    @ParameterizedTest
    @EnumSource(names = "SERVER", mode = EnumSource.Mode.EXCLUDE) // which is killed below, five times
    void losesNoUploadedDocument(Victim victim) throws Exception {
        try (FakeUpstream model = FakeUpstream.playing(Script.pieces("Yes."))) {
            ServerProcess server = servers.start(home, using(model));
            var documents = Corpus.upload(server.client(), "Killed while parsing by " + victim, 40);
            documents.parse();
            Waiting.until("some are parsed", RECOVERY, () -> documents.count("DONE") >= 5);

            Corpus left = documents.seenBy(killed(victim, server, using(model)));

            Waiting.until("all have ended", RECOVERY, () -> left.count("DONE") + left.count("FAIL") == 40);
            assertThat(left.count("DONE")).isEqualTo(40);
            left.assertEachIsFound();
        }
    }

    @Test
    void leavesNoDocumentHalfIngested() throws Exception {
        new IngestKills(home, SEED).kill(servers, Map.of(), 5);
    }

    @Test
    @Tag("large")
    void leavesNoDocumentHalfIngestedWhereverItIsKilled() throws Exception {
        new IngestKills(home, SEED).kill(servers, Map.of(), 50);
    }

    @Test
    void deletesTheFilesOfARemovedDatasetThoughKilledMeanwhile() throws Exception {
        ServerProcess server = servers.start(home, Map.of());
        Path files = home.resolve("documents").resolve("blobs");
        long before = files(files);
        String dataset =
                Corpus.upload(server.client(), "Killed while removed", 100).dataset();
        HttpRequest removal = HttpRequest.newBuilder(
                        URI.create(Home.address(home).orElseThrow() + "/api/v1/datasets"))
                .header("Authorization", "Bearer " + ApiClient.readKey(home).value())
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString("{\"ids\":[\"%s\"]}".formatted(dataset)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(removal, BodyHandlers.ofString()).body()).isEqualTo("{\"code\":0}");
            server.kill();
        }
        assertThat(files(files)).as("killed in the middle of it").isGreaterThan(before);

        servers.start(home, Map.of());

        Waiting.until("the files are deleted", RECOVERY, () -> files(files) == before);
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException vanished) {
            return -1; // being deleted just now
        }
    }

    /** Kills, and starts again what does not start by itself. */
    private ApiClient killed(Victim victim, ServerProcess server, Map<String, String> settings) throws Exception {
        switch (victim) {
            case SERVER -> server.kill();
            case DATABASE -> {
                server.killDatabase();
                Waiting.until("the database answers again", RECOVERY, () -> server.said("answers again"));
                return server.client();
            }
            case BOTH -> {
                server.killDatabase();
                server.kill();
            }
        }
        return servers.start(home, settings).client();
    }

    @Test
    void leavesNothingRunningAfterAStop() throws Exception {
        try (FakeUpstream model = slowModel()) {
            ServerProcess server = servers.start(home, using(model));
            ProcessHandle database = ServerProcess.database(home).orElseThrow();
            String chat = chat(server.client(), "Stopped", List.of());
            Reading reading = Reading.begin(server.client(), chat, session(server.client(), chat), "Count");
            Waiting.until(
                    "the answer has begun", RECOVERY, () -> !reading.text().isEmpty());

            assertThat(server.stop()).isEqualTo(143); // ended by the signal, as it should

            assertThat(database.isAlive()).isFalse();
            assertThat(Home.address(home)).isEmpty();
        }
    }

    @Test
    void refusesToShareItsHome() throws Exception {
        servers.start(home, Map.of());

        ServerProcess second = servers.launch(home, Map.of(), "serve");

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output())
                .contains("footnote: another Footnote server uses %s; stop it, or set FOOTNOTE_HOME".formatted(home));
    }

    @Test
    void commandsFindTheServerWhereverItListens() throws Exception {
        Map<String, String> elsewhere = Map.of("FOOTNOTE_HTTP_PORT", "1");
        ServerProcess tooEarly = servers.launch(home, elsewhere, "ask", "Who?");
        assertThat(tooEarly.exit()).isEqualTo(1);
        assertThat(tooEarly.output()).contains("no server runs on %s; start one with ./footnote serve".formatted(home));

        servers.start(home, Map.of());
        ServerProcess ask = servers.launch(home, elsewhere, "ask", "Who?");

        assertThat(ask.exit()).as(ask.output()).isZero();
        assertThat(ask.output()).contains("Q: Who?");
        Path document = Files.writeString(home.resolve("note.txt"), "The key is under the mat.");
        ServerProcess ingest = servers.launch(home, elsewhere, "ingest", document.toString());
        assertThat(ingest.exit()).as(ingest.output()).isZero();
        assertThat(ingest.output()).contains("1 document");
    }

    private static Map<String, String> using(FakeUpstream model) {
        return Map.of(
                "FOOTNOTE_HTTP_STOP_PATIENCE", "PT1S",
                "FOOTNOTE_LIMITS_STREAMS", "0",
                "FOOTNOTE_MODELS_LIST", "fake",
                "FOOTNOTE_MODELS_FAKE_NAME", "fake@Test",
                "FOOTNOTE_MODELS_FAKE_URL", model.base().toString());
    }

    static String chat(ApiClient client, String name, List<String> datasets) {
        Map<String, ?> body = datasets.isEmpty()
                ? Map.of("name", name, "prompt", Map.of("prompt", "Count.", "variables", List.of()))
                : Map.of("name", name, "dataset_ids", datasets);
        return client.post("/chats", body).path("id").asText();
    }

    static String session(ApiClient client, String chat) {
        return client.post("/chats/%s/sessions".formatted(chat), Map.of("name", "s"))
                .path("id")
                .asText();
    }

    static JsonNode ask(ApiClient client, String chat, String session, String question) {
        return client.post(
                "/chats/%s/completions".formatted(chat),
                Map.of("question", question, "session_id", session, "stream", false));
    }

    private static JsonNode messages(ApiClient client, String chat, String session) {
        return client.get("/chats/%s/sessions?id=%s".formatted(chat, session))
                .path(0)
                .path("messages");
    }

    private static String text(JsonNode messages, int number) {
        return messages.path(number).path("content").asText();
    }
}
