package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How much longer searches of a dataset take while documents are taken into it; what is done is found at once. */
@Tag("large")
@ExtendWith(TestDatabase.class)
class SearchWhileIngestingTest {

    private static final int CHUNKS = Integer.getInteger("searched.chunks", 20_000);
    private static final int DOCUMENTS = 8;
    private static final int LINES = CHUNKS / 8;
    private static final int LINE_WORDS = 32;
    private static final int ROUNDS = 5;
    private static final int MOST_LONGER = 3;
    private static final int RATE = 100;
    private static final int MANY = 10_000;
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final Duration AT_REST = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(15);

    private final Database database;

    @TempDir
    Path home;

    @TempDir
    Path files;

    SearchWhileIngestingTest(Database database) {
        this.database = database;
    }

    @Test
    void staysQuickWhileEightDocumentsAreTakenIn() throws Exception {
        try (var server = new StoredServer(database, home, MadeChunks.large())) {
            KnowledgeBaseId base = server.dataset("Searched");
            for (int i = 0; i < 10; i++) {
                server.add(base, "part-%d.txt".formatted(i), i * CHUNKS / 10, CHUNKS / 10);
            }
            var api = new ApiClient("http://127.0.0.1:" + server.server.port(), new Secret(server.server.key()));
            take(api, base, upload(api, base, 0)); // so that its code is compiled, as that of the searches
            during(server, base, MANY, WARM);
            List<Double> ratios = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                Map<String, String> documents = upload(api, base, round * DOCUMENTS);
                during(server, base, RATE, WARM); // the index is merged meanwhile
                SteadySearch.Times rest = during(server, base, RATE, AT_REST);
                SteadySearch.Times busy;
                try (var searching = new SteadySearch(server.server, base, RATE)) {
                    take(api, base, documents);
                    busy = searching.end();
                }
                System.out.printf("At rest %s; while documents are taken in %s%n", rest, busy);
                ratios.add(busy.quantile(.99) / rest.quantile(.99));
            }
            ratios.sort(Comparator.naturalOrder());
            System.out.printf(
                    "%d documents of %d words taken into %d chunks: 99 of 100 searches within %.2f (%.2f to %.2f) times as long%n",
                    DOCUMENTS, LINES * LINE_WORDS, CHUNKS, ratios.get(ROUNDS / 2), ratios.getFirst(), ratios.getLast());
            assertThat(ratios.get(ROUNDS / 2)).isLessThan(MOST_LONGER);
        }
    }

    private static SteadySearch.Times during(StoredServer server, KnowledgeBaseId base, int perSecond, Duration time)
            throws Exception {
        try (var searching = new SteadySearch(server.server, base, perSecond)) {
            return searching.runFor(time);
        }
    }

    /**
     * Some documents, each with a word that no other has.
     *
     * @param from the number of the first of them
     */
    private Map<String, String> upload(ApiClient api, KnowledgeBaseId base, int from) throws IOException {
        Map<String, String> words = new HashMap<>();
        for (int i = from; i < from + DOCUMENTS; i++) {
            String word = "zyx%dqua".formatted(i * 7919 + 10_000);
            Path file = files.resolve("taken-in-%d.txt".formatted(i));
            try (var out = Files.newBufferedWriter(file)) {
                for (int line = 0; line < LINES; line++) {
                    out.write(MadeChunks.words((i + 1) * 1_000_003 + line, LINE_WORDS, 0) + ".\n");
                }
                out.write("The box is marked %s.\n".formatted(word));
            }
            JsonNode uploaded = api.upload("/datasets/%s/documents".formatted(base.value()), file);
            words.put(uploaded.path(0).path("id").asText(), word);
        }
        return words;
    }

    /** Has them taken in, and returns when each is found by its word. */
    private static void take(ApiClient api, KnowledgeBaseId base, Map<String, String> words) throws Exception {
        api.post("/datasets/%s/chunks".formatted(base.value()), Map.of("document_ids", List.copyOf(words.keySet())));
        String path = "/datasets/%s/documents?page_size=100".formatted(base.value());
        Set<String> seen = new HashSet<>();
        Waiting.until("all are done", LONG, POLL, () -> {
            for (JsonNode document : api.get(path).path("docs")) {
                String id = document.path("id").asText();
                assertThat(document.path("run").asText())
                        .as(document.path("progress_msg").asText())
                        .isNotEqualTo("FAIL");
                if (document.path("run").asText().equals("DONE") && words.containsKey(id) && seen.add(id)) {
                    Eventually.holds(
                            USUAL, () -> found(api, base, words.get(id)).equals(id));
                }
            }
            return seen.size() == DOCUMENTS;
        });
    }

    private static String found(ApiClient api, KnowledgeBaseId base, String word) {
        return api.post(
                        "/retrieval",
                        Map.of(
                                "question",
                                word,
                                "dataset_ids",
                                List.of(base.value()),
                                "similarity_threshold",
                                0,
                                "vector_similarity_weight",
                                0))
                .path("chunks")
                .path(0)
                .path("document_id")
                .asText();
    }
}
