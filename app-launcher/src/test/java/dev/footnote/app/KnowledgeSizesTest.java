package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.adapter.jdbi.Database;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many datasets and a large one come and go over HTTP, and leave nothing behind. */
@ExtendWith(TestDatabase.class)
class KnowledgeSizesTest {

    private static final String DATASETS = "/api/v1/datasets";
    private static final int PAGE = 30;
    private static final int MOST_OPEN = 256;
    private static final int OTHER_FILES = 100;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Database database;

    @TempDir
    Path home;

    KnowledgeSizesTest(Database database) {
        this.database = database;
    }

    @Test
    void aHundredDatasetsComeAndGo() throws Exception {
        comeAndGo(100, MadeChunks.small());
    }

    @Test
    @Tag("large")
    void aThousandDatasetsComeAndGo() throws Exception {
        comeAndGo(1_000, MadeChunks.large());
    }

    private void comeAndGo(int count, MadeChunks made) throws Exception {
        try (var server = new StoredServer(database, home, made)) {
            int filesBefore = openFiles();
            long begun = System.nanoTime();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(server.dataset("Dataset " + i).value());
            }
            double created = seconds(begun);
            for (int i = 0; i < count; i++) {
                server.add(new KnowledgeBaseId(ids.get(i)), "one.txt", i, 1);
            }
            int filesMore = openFiles() - filesBefore;
            begun = System.nanoTime();
            List<String> listed = new ArrayList<>();
            for (int page = 1; page <= (count + PAGE - 1) / PAGE; page++) {
                JsonNode answer = LiveServer.json(server.get("%s?page=%d&page_size=%d".formatted(DATASETS, page, PAGE))
                        .body());
                assertThat(answer.path("total_datasets").asInt()).isEqualTo(count);
                answer.path("data").forEach(one -> listed.add(one.path("id").asText()));
            }
            double paged = seconds(begun);
            begun = System.nanoTime();
            HttpResponse<String> answer = server.send("DELETE", DATASETS, Map.of("ids", ids));
            double deleted = seconds(begun);
            Eventually.holds(SOON, () -> nothingIsLeft(server));

            System.out.printf(
                    "%d datasets: created in %.1f s, listed in %.1f s, deleted in %.1f s, gone after %.1f s; %d more open files%n",
                    count, created, paged, deleted, seconds(begun), filesMore);
            assertThat(answer.body()).isEqualTo("{\"code\":0}");
            assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(filesMore).isLessThan(MOST_OPEN + OTHER_FILES);
        }
    }

    @Test
    void aDatasetOfTenThousandChunksIsGoneAtOnce() throws Exception {
        delete(10_000, MadeChunks.small(), AT_ONCE.multipliedBy(5));
    }

    @Test
    @Tag("large")
    void aDatasetOfAHundredThousandChunksIsGoneAtOnce() throws Exception {
        delete(100_000, MadeChunks.large(), AT_ONCE);
    }

    private void delete(int chunks, MadeChunks made, Duration atOnce) throws Exception {
        try (var server = new StoredServer(database, home, made);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            KnowledgeBaseId other = server.dataset("Other");
            server.add(other, "other.txt", 0, 500);
            KnowledgeBaseId large = server.dataset("Large");
            for (int i = 0; i < 10; i++) {
                server.add(large, "part-%d.txt".formatted(i), i * chunks / 10, chunks / 10);
            }
            long bytes = bytes(home);
            var done = new AtomicBoolean();
            Future<Double> slowest = threads.submit(() -> slowestSearch(server, other, done));

            long begun = System.nanoTime();
            HttpResponse<String> answer = server.send("DELETE", DATASETS, Map.of("ids", List.of(large.value())));
            double deleted = seconds(begun);
            String search = retrieve(server, large).body();
            Eventually.holds(SOON, () -> rows("chunk") == 500 && tasks() == 0 && bytes(home) < bytes / 4);
            double gone = seconds(begun);
            done.set(true);

            System.out.printf(
                    "%d chunks, %d MB: deleted in %.2f s, gone after %.1f s; slowest search of another dataset meanwhile %.2f s%n",
                    chunks, bytes >> 20, deleted, gone, slowest.get());
            assertThat(answer.body()).isEqualTo("{\"code\":0}");
            assertThat(deleted).isLessThan(atOnce.toMillis() / 1e3);
            assertThat(LiveServer.json(search).path("code").asInt()).as(search).isNotZero();
            server.send("DELETE", DATASETS, Map.of("ids", List.of(other.value())));
            Eventually.holds(SOON, () -> nothingIsLeft(server));
        }
    }

    /** Searches {@code base} until {@code done}, in seconds; each time something is found. */
    private static double slowestSearch(StoredServer server, KnowledgeBaseId base, AtomicBoolean done) {
        double slowest = 0;
        while (!done.get()) {
            long begun = System.nanoTime();
            JsonNode answer = LiveServer.data(retrieve(server, base));
            assertThat(answer.path("chunks")).isNotEmpty();
            slowest = Math.max(slowest, seconds(begun));
        }
        return slowest;
    }

    private static HttpResponse<String> retrieve(StoredServer server, KnowledgeBaseId base) {
        return server.send(
                "POST",
                "/api/v1/retrieval",
                Map.of(
                        "question",
                        MadeChunks.words(3, 5, 0),
                        "dataset_ids",
                        List.of(base.value()),
                        "similarity_threshold",
                        0));
    }

    private boolean nothingIsLeft(StoredServer server) {
        return rows("knowledge_base") == 0
                && rows("document") == 0
                && rows("chunk") == 0
                && tasks() == 0
                && server.index.knowledgeBases().isEmpty()
                && bytes(home) < 100; // the index's note of its version
    }

    private long tasks() {
        return rows("scheduled_tasks where task_name = 'parse'");
    }

    private long rows(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }

    private static long bytes(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (UncheckedIOException | IOException vanished) {
            return Long.MAX_VALUE; // being deleted just now
        }
    }

    private static int openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
