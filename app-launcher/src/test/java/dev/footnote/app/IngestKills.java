package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;

/** A server that is killed while it ingests, each time at another moment, and what is left in index and database. */
final class IngestKills {

    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration WINDOW = Duration.ofMillis(1_500); // about as long as the documents of a round take
    private static final int DOCUMENTS = 3;
    private static final int LINES = 40;
    private static final int CHUNKS = 20; // more than are written at once

    private final Path home;
    private final Random random;
    private final String seed;

    IngestKills(Path home, long seed) {
        this.home = home;
        this.random = new Random(seed);
        this.seed = "seed " + seed;
    }

    /** Kills {@code times} times; ingests other documents each time, which must all be there before the next. */
    void kill(Servers servers, Map<String, String> settings, int times) throws Exception {
        ServerProcess server = servers.start(home, settings);
        String before = "";
        int unfinished = 0;
        for (int time = 0; time < times; time++) {
            String dataset = begin(server.client(), "Killed at round " + time);
            LockSupport.parkNanos(random.nextLong(WINDOW.toNanos()));
            server.kill();
            assertClean(home.resolve("index"));

            server = servers.start(home, settings);

            ApiClient client = server.client();
            if (!before.isEmpty()) {
                assertAll(found(client, before), "found at once");
            }
            Map<String, Integer> early = found(client, dataset);
            assertThat(early.values()).as(seed).allMatch(count -> count == CHUNKS);
            unfinished += early.size() < DOCUMENTS ? 1 : 0;
            Waiting.until("all are done", RECOVERY, () -> done(client, dataset) == DOCUMENTS);
            assertAll(found(client, dataset), "found in the end");
            ServerProcess restarted = server;
            Waiting.until(
                    "index and database are compared",
                    RECOVERY,
                    () -> restarted.said("compared with the database") || restarted.said("Repaired the index"));
            assertThat(server.said("Repaired the index")).as(seed).isFalse();
            before = dataset;
        }
        System.out.printf("%d of %d kills came within an ingestion, %s%n", unfinished, times, seed);
        assertThat(unfinished).as(seed).isPositive();
    }

    private void assertAll(Map<String, Integer> found, String when) {
        assertThat(found.values()).as("%s, %s", when, seed).hasSize(DOCUMENTS).allMatch(count -> count == CHUNKS);
    }

    private static String begin(ApiClient client, String name) throws IOException {
        String dataset = client.post("/datasets", Map.of("name", name, "parser_config", Map.of("chunk_token_num", 20)))
                .path("id")
                .asText();
        Path folder = Files.createTempDirectory("killed");
        var documents = new ArrayList<String>();
        for (int i = 0; i < DOCUMENTS; i++) {
            var text = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                text.append(
                        "Station %d keeps box %d of its spare parts behind door %d.\n".formatted(i, line, i + line));
            }
            Path file = Files.writeString(folder.resolve("document-%d.txt".formatted(i)), text);
            documents.add(client.upload("/datasets/%s/documents".formatted(dataset), file)
                    .path(0)
                    .path("id")
                    .asText());
            Files.delete(file);
        }
        Files.delete(folder);
        client.post("/datasets/%s/chunks".formatted(dataset), Map.of("document_ids", documents));
        return dataset;
    }

    private static long done(ApiClient client, String dataset) {
        long done = 0;
        for (JsonNode document :
                client.get("/datasets/%s/documents".formatted(dataset)).path("docs")) {
            if (document.path("run").asText().equals("DONE")) {
                assertThat(document.path("chunk_count").asInt()).isEqualTo(CHUNKS);
                done++;
            }
        }
        return done;
    }

    /** How many chunks a search finds, by document. */
    private static Map<String, Integer> found(ApiClient client, String dataset) {
        var question = Map.of(
                "question", "Where are the spare parts?", "dataset_ids", List.of(dataset), "similarity_threshold", 0);
        var found = new HashMap<String, Integer>();
        client.post("/retrieval", question)
                .path("doc_aggs")
                .forEach(document -> found.put(
                        document.path("doc_id").asText(), document.path("count").asInt()));
        return found;
    }

    private void assertClean(Path indexes) throws IOException {
        try (Stream<Path> folders = Files.list(indexes).filter(Files::isDirectory)) {
            for (Path folder : folders.toList()) {
                try (var directory = FSDirectory.open(folder)) {
                    if (DirectoryReader.indexExists(directory)) { // not so before the first commit
                        try (var check = new CheckIndex(directory)) {
                            assertThat(check.checkIndex().clean).as(seed).isTrue();
                        }
                    }
                }
            }
        }
    }
}
