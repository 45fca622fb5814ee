package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose index is written while it is searched, whose index vanishes, and one whose index has a wrong bit. */
class IndexOutageTest {

    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DOCUMENTS = 8;
    private static final int SEARCHERS = 4;

    @TempDir
    Path home;

    @Test
    void servesWhatItCanAndSaysWhatItCannot() throws Exception {
        Corpus stations;
        List<List<String>> answers;
        try (App app = App.start(config(), line -> {})) {
            ApiClient client = client(app);
            stations = Corpus.upload(client, "Stations", DOCUMENTS);
            assertEachIsFoundWhileOthersSearch(stations);
            answers = answers(stations);
            Corpus others = Corpus.upload(client, "Others", 1);
            others.parse();
            Waiting.until("the other is parsed", PATIENCE, () -> others.count("DONE") == 1);
            assertThat(ready(app)).isEqualTo(200);

            assertIsSearchedWithoutItsFolder(app, others);
        }
        damage(home.resolve("index").resolve(stations.dataset()));
        try (var log = new CapturedLog();
                App app = App.start(config(), line -> {})) {
            assertIsDegradedUntilItIsRebuilt(app, stations.seenBy(client(app)), answers, log);
        }
    }

    private static void assertEachIsFoundWhileOthersSearch(Corpus corpus) throws Exception {
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> searching = IntStream.range(0, SEARCHERS)
                    .mapToObj(i -> threads.submit((Callable<Integer>) () -> {
                        int searches = 0;
                        while (!over.get()) {
                            found(corpus, "Where are the spare parts?"); // throws if it is refused
                            searches++;
                        }
                        return searches;
                    }))
                    .toList();
            try {
                corpus.parse();
                Set<String> seen = new HashSet<>();
                Waiting.until("all are done", PATIENCE, () -> {
                    for (JsonNode document : corpus.listed()) {
                        String id = document.path("id").asText();
                        if (document.path("run").asText().equals("DONE") && seen.add(id)) {
                            String word = corpus.words().get(id);
                            Eventually.holds(USUAL, () -> found(corpus, word).contains(id));
                        }
                    }
                    return seen.size() == DOCUMENTS;
                });
            } finally {
                over.set(true);
            }
            for (Future<Integer> searches : searching) {
                assertThat(searches.get()).isPositive();
            }
        }
    }

    private void assertIsSearchedWithoutItsFolder(App app, Corpus corpus) throws Exception {
        String document = corpus.words().keySet().iterator().next();
        IOUtils.rm(home.resolve("index").resolve(corpus.dataset()));

        assertThat(found(corpus, corpus.words().get(document))).containsExactly(document);
        var refused = http(app)
                .send(
                        "POST",
                        "/api/v1/datasets/%s/documents/%s/chunks".formatted(corpus.dataset(), document),
                        "{\"content\": \"The vanished station is named Grimsel.\"}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).doesNotContain(home.toString());
        assertThat(found(corpus, corpus.words().get(document))).containsExactly(document);
        assertThat(http(app).send("GET", "/health/ready", "").body()).contains("\"not_available\":[\"index\"]");
        assertThat(ready(app)).isEqualTo(503);

        reindex(corpus);

        assertThat(ready(app)).isEqualTo(200);
        assertThat(found(corpus, "Grimsel")).containsExactly(document); // the database had it
    }

    private void assertIsDegradedUntilItIsRebuilt(App app, Corpus damaged, List<List<String>> answers, CapturedLog log)
            throws Exception {
        Waiting.until("the damage is told", PATIENCE, () -> ready(app) == 503);
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line)
                        .contains("ERROR", damaged.dataset() + " is damaged; `footnote reindex` builds it anew"));
        assertThatIllegalStateException().isThrownBy(() -> found(damaged, "spare parts"));
        String others = "";
        for (JsonNode dataset : damaged.client().get("/datasets")) {
            others = dataset.path("name").asText().equals("Others")
                    ? dataset.path("id").asText()
                    : others;
        }
        assertThat(found(damaged.client(), others, "Grimsel")).hasSize(1);

        reindex(damaged);

        assertThat(ready(app)).isEqualTo(200);
        assertThat(answers(damaged)).isEqualTo(answers);
    }

    /** The chunks that are found for a hundred questions, the ten best of each. */
    private static List<List<String>> answers(Corpus corpus) {
        List<String> words = corpus.words().values().stream().sorted().toList();
        return IntStream.range(0, 100)
                .mapToObj(i -> "Where does station %d keep the %s box with spare part %d?"
                        .formatted(i % DOCUMENTS, words.get(i / DOCUMENTS % DOCUMENTS), i))
                .map(question -> chunks(corpus.client(), corpus.dataset(), question))
                .toList();
    }

    private static void reindex(Corpus corpus) {
        corpus.client().post("/datasets/%s/index".formatted(corpus.dataset()), Map.of());
    }

    private static Set<String> found(Corpus corpus, String question) {
        return found(corpus.client(), corpus.dataset(), question);
    }

    /** The documents whose chunks share a word with {@code question}. */
    private static Set<String> found(ApiClient client, String dataset, String question) {
        var documents = new HashSet<String>();
        for (JsonNode chunk : retrieved(client, dataset, question)) {
            if (chunk.path("term_similarity").asDouble() > 0) {
                documents.add(chunk.path("document_id").asText());
            }
        }
        return documents;
    }

    private static List<String> chunks(ApiClient client, String dataset, String question) {
        var chunks = new ArrayList<String>();
        for (JsonNode chunk : retrieved(client, dataset, question)) {
            chunks.add(chunk.path("id").asText());
        }
        return chunks;
    }

    private static JsonNode retrieved(ApiClient client, String dataset, String question) {
        return client.post(
                        "/retrieval",
                        Map.of(
                                "question",
                                question,
                                "dataset_ids",
                                List.of(dataset),
                                "similarity_threshold",
                                0,
                                "page_size",
                                10))
                .path("chunks");
    }

    /** Turns a bit in the largest file. */
    private static void damage(Path index) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(index)) {
            file = files.max(Comparator.comparingLong(one -> one.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private int ready(App app) throws Exception {
        return http(app).send("GET", "/health/ready", "").statusCode();
    }

    private RawHttp http(App app) {
        return new RawHttp(app.port(), ApiClient.readKey(home));
    }

    private ApiClient client(App app) {
        return new ApiClient(http(app).base(), ApiClient.readKey(home));
    }

    private AppConfig config() {
        return AppConfig.from(
                Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "0", "FOOTNOTE_LIMITS_REQUESTS", "0"),
                home);
    }
}
