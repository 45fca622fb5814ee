package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.testkit.FakeUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A dataset goes from the built-in model to one of another dimension, and the server is killed on the way. */
class EmbeddingChangeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHUNKS = 40;
    private static final String BEFORE = "BAAI/bge-small-en-v1.5@Builtin";
    private static final String AFTER = "letters@Test";

    @TempDir
    static Path home;

    @RegisterExtension
    final Servers servers = new Servers();

    /** Counts letters into twelve numbers, of as many batches as it is let; others wait. */
    private static final class Letters {
        private final ObjectMapper json = new ObjectMapper();
        private final Semaphore batches = new Semaphore(0);
        private final Set<String> embedded = ConcurrentHashMap.newKeySet();
        private volatile int numbers = 12;

        void play(FakeUpstream.Wire wire) throws IOException {
            JsonNode texts = json.readTree(wire.received().body()).path("input");
            if (texts.size() > 1) {
                batches.acquireUninterruptibly();
            }
            ObjectNode answer = json.createObjectNode();
            texts.forEach(text -> {
                embedded.add(text.asText());
                ObjectNode row = answer.withArray("data").addObject();
                row.put("index", answer.path("data").size() - 1);
                var counts = new int[numbers];
                text.asText().chars().forEach(letter -> counts[letter % numbers]++);
                for (int count : counts) {
                    row.withArray("embedding").add(count);
                }
            });
            byte[] body = json.writeValueAsBytes(answer);
            wire.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                            .formatted(body.length));
            wire.send(new String(body, StandardCharsets.UTF_8));
        }
    }

    @Test
    void answersFromTheOldVectorsUntilTheNewOnesAreWholeAlsoIfItIsKilled() throws Exception {
        var letters = new Letters();
        try (var upstream = FakeUpstream.playing(wire -> letters.play(wire))) {
            Map<String, String> settings = Map.of(
                    "FOOTNOTE_MODELS_LIST",
                    "letters",
                    "FOOTNOTE_MODELS_LETTERS_NAME",
                    AFTER,
                    "FOOTNOTE_MODELS_LETTERS_TYPE",
                    "embedding",
                    "FOOTNOTE_MODELS_LETTERS_URL",
                    upstream.base().toString());
            ServerProcess first = servers.start(home, settings);
            String dataset = first.client()
                    .post("/datasets", Map.of("name", "Boxes", "embedding_model", BEFORE))
                    .path("id")
                    .asText();
            String document = fill(first.client(), dataset);

            letters.batches.release(1);
            ServerProcess command = servers.launch(home, settings, "reindex", "Boxes", "--embedding", AFTER);
            Waiting.until("a batch is embedded", PATIENCE, () -> done(first.client(), dataset) == 16);
            assertFound(first.client(), dataset, "box 7", 7);
            assertThat(model(first.client(), dataset)).isEqualTo(BEFORE);
            assertThatThrownBy(() -> first.client()
                            .post("/datasets/%s/embedding".formatted(dataset), Map.of("embedding_model", BEFORE)))
                    .hasMessageContaining("The dataset is being embedded by " + AFTER + "; stop that first.");
            add(first.client(), dataset, document, CHUNKS); // while it goes on
            assertFound(first.client(), dataset, "box 40", CHUNKS);
            first.kill();
            assertThat(command.exit()).isNotZero();

            ServerProcess second = servers.start(home, settings);
            ApiClient client = second.client();
            assertThat(change(client, dataset).path("state").asText()).isEqualTo("running");
            assertThat(model(client, dataset)).isEqualTo(BEFORE);
            assertFound(client, dataset, "box 7", 7);
            letters.batches.release(1_000);
            Waiting.until(
                    "the new model has taken over",
                    PATIENCE,
                    () -> change(client, dataset).path("state").asText().equals("finished"));

            assertThat(model(client, dataset)).isEqualTo(AFTER);
            letters.embedded.clear();
            for (int box = 0; box <= CHUNKS; box++) {
                assertFound(client, dataset, "box " + box, box);
            }
            assertThat(letters.embedded).contains("box 7"); // the question
            failsWhereTheModelChangesItsMind(client, dataset, letters, settings);
        }
    }

    private void failsWhereTheModelChangesItsMind(
            ApiClient client, String dataset, Letters letters, Map<String, String> settings) throws Exception {
        ServerProcess back = servers.launch(home, settings, "reindex", "Boxes", "--embedding", BEFORE);
        assertThat(back.exit()).as(back.output()).isZero();
        assertThat(back.output()).contains("Boxes: embedded by " + BEFORE);

        letters.numbers = 11;
        ServerProcess again = servers.launch(home, settings, "reindex", "Boxes", "--embedding", AFTER);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(model(client, dataset)).isEqualTo(BEFORE);
        assertFound(client, dataset, "box 7", 7);
    }

    private static String fill(ApiClient client, String dataset) throws IOException {
        Path file = Files.writeString(home.resolve("boxes.txt"), "What is in which box.");
        String document = client.upload("/datasets/%s/documents".formatted(dataset), file)
                .path(0)
                .path("id")
                .asText();
        for (int box = 0; box < CHUNKS; box++) {
            add(client, dataset, document, box);
        }
        return document;
    }

    private static void add(ApiClient client, String dataset, String document, int box) {
        client.post(
                "/datasets/%s/documents/%s/chunks".formatted(dataset, document),
                Map.of("content", "In box %d is thing %d.".formatted(box, box)));
    }

    private static JsonNode change(ApiClient client, String dataset) {
        return client.get("/datasets/%s/embedding".formatted(dataset));
    }

    private static int done(ApiClient client, String dataset) {
        return change(client, dataset).path("done").asInt();
    }

    private static String model(ApiClient client, String dataset) {
        return client.get("/datasets?id=" + dataset)
                .path(0)
                .path("embedding_model")
                .asText();
    }

    /** The one chunk is among what is found, with a vector that is compared. */
    private static void assertFound(ApiClient client, String dataset, String question, int box) {
        JsonNode found = client.post(
                        "/retrieval",
                        Map.of(
                                "question",
                                question,
                                "dataset_ids",
                                List.of(dataset),
                                "similarity_threshold",
                                0,
                                "page_size",
                                100))
                .path("chunks");
        assertThat(found).anySatisfy(chunk -> {
            assertThat(chunk.path("content").asText()).isEqualTo("In box %d is thing %d.".formatted(box, box));
            assertThat(chunk.path("vector_similarity").asDouble()).isPositive();
        });
    }
}
