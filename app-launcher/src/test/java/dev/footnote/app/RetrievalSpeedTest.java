package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.jdbi.Database;
import dev.footnote.application.chat.FindKnowledge;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.ports.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How fast chunks are found and taken in, beside plain Lucene in the same run, turn by turn. */
@Tag("large")
@ExtendWith(TestDatabase.class)
class RetrievalSpeedTest {

    private static final int CHUNKS = Integer.getInteger("speed.chunks", 100_000);
    private static final int PARTS = 10;
    private static final int INGESTED = CHUNKS / 5;
    private static final int SLICE = 100;
    private static final int BATCH = 64; // as documents are ingested
    private static final int QUESTIONS = 300;
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 5;
    private static final RetrievalSettings SETTINGS = new RetrievalSettings(8, 100, 0, 0.3);

    private final Database database;

    @TempDir
    Path home;

    RetrievalSpeedTest(Database database) {
        this.database = database;
    }

    /** Does all of the questions, as those of this round. */
    private interface Run {
        void all(int round) throws Exception;
    }

    @Test
    void findsNearlyAsFastAsPlainLucene() throws Exception {
        try (var server = new StoredServer(database, home, MadeChunks.large())) {
            KnowledgeBaseId all = server.dataset("All");
            List<KnowledgeBaseId> own = IntStream.range(0, PARTS)
                    .mapToObj(i -> server.dataset("Part " + i))
                    .toList();
            int size = CHUNKS / PARTS;
            inTwo(IntStream.range(0, PARTS)
                    .<Callable<DocumentId>>mapToObj(i -> () -> server.add(own.get(i), "part.txt", i * size, size))
                    .toList());
            List<DocumentId> parts = sideBySide(server, all, size);
            var find = new FindKnowledge(
                    server.server.ports.models(),
                    server.index,
                    server.server.ports.chunks()::findAll,
                    (query, bases) -> Map.of(),
                    server.server.ports.telemetry());
            List<KnowledgeBase> one = List.of(base(server, all));
            List<List<KnowledgeBase>> each =
                    own.stream().map(id -> List.of(base(server, id))).toList();
            try (var plain = new PlainLucene(home.resolve("index").resolve(all.value()))) {
                Run raw = round -> forEach(round, q -> plain.search(q, server.made.of(q), Optional.empty()));
                double library = ratio(
                        "library, one thread, to plain Lucene on the same index",
                        raw,
                        round -> forEach(round, q -> found(find, q, one)));
                double http = ratio(
                        "HTTP, 16 connections, to plain Lucene on 2 threads",
                        round -> inTwo(List.of(half(raw, 2 * round), half(raw, 2 * round + 1))),
                        round -> overHttp(server, all, round));
                int[] turn = new int[1];
                double filtered = ratio(
                        "one of ten datasets to plain Lucene with a filter",
                        round -> forEach(
                                round,
                                q -> plain.search(
                                        q,
                                        server.made.of(q),
                                        Optional.of(parts.get(turn[0]++ % PARTS).value()))),
                        round -> forEach(round, q -> found(find, q, each.get(turn[0]++ % PARTS))));
                assertThat(library).isGreaterThanOrEqualTo(0.85);
                assertThat(http).isGreaterThanOrEqualTo(0.5);
                assertThat(filtered).isGreaterThanOrEqualTo(3);
            }
        }
    }

    /** Fills documents of so many chunks at the same time, as happens where many people share an index. */
    private static List<DocumentId> sideBySide(StoredServer server, KnowledgeBaseId base, int size) throws Exception {
        List<DocumentId> parts = IntStream.range(0, PARTS)
                .mapToObj(i -> server.announce(base, name(i), size))
                .toList();
        inTwo(IntStream.range(0, size / SLICE)
                .<Callable<Integer>>mapToObj(slice -> () -> {
                    for (int i = 0; i < PARTS; i++) {
                        server.stage(base, parts.get(i), name(i), i * size + slice * SLICE, SLICE);
                    }
                    return slice;
                })
                .toList());
        parts.forEach(part -> server.index.publish(base, part));
        return parts;
    }

    private static String name(int part) {
        return "part-%d.txt".formatted(part);
    }

    @Test
    void takesInNearlyAsFastAsPlainLucene() throws Exception {
        try (var server = new StoredServer(database, home, MadeChunks.large())) {
            int size = INGESTED / 2;
            int[] built = new int[1];
            double rate = ratio(
                    "chunks with their rows to plain Lucene alone, 2 threads each",
                    round -> PlainLucene.build(
                            home.resolve("plain-" + built[0]++),
                            List.of(made(server, 0, size), made(server, size, size))),
                    round -> {
                        KnowledgeBaseId base = server.dataset("Taken in " + built[0]++);
                        inTwo(List.of(
                                () -> takeIn(server, base, made(server, 0, size)),
                                () -> takeIn(server, base, made(server, size, size))));
                    });
            assertThat(rate).isGreaterThanOrEqualTo(0.6);
        }
    }

    private final List<IndexedChunk> ready = new ArrayList<>();

    /** Made before the clock runs. */
    private synchronized List<IndexedChunk> made(StoredServer server, int from, int count) {
        if (ready.isEmpty()) {
            for (int i = 0; i < INGESTED; i++) {
                ready.add(server.made.chunk(new KnowledgeBaseId("b"), new DocumentId("d"), "part.txt", i));
            }
        }
        return ready.subList(from, from + count);
    }

    /** As documents are ingested: rows, index and progress for a few chunks at a time. */
    private static int takeIn(StoredServer server, KnowledgeBaseId base, List<IndexedChunk> chunks) {
        Ports ports = server.server.ports;
        TenantId tenant = server.server.caller.tenant();
        DocumentId id = server.announce(base, "taken.txt", 0);
        Instant begun = Instant.now();
        for (int at = 0; at < chunks.size(); at += BATCH) {
            List<IndexedChunk> some = chunks.subList(at, Math.min(chunks.size(), at + BATCH)).stream()
                    .map(one -> MadeChunks.moved(one, base, id))
                    .toList();
            var progress =
                    new Parsing(new DocumentStatus.Running(0.5), "", Optional.of(begun), Duration.ofMillis(1), at, at);
            ports.transactions().inTransaction(() -> {
                ports.chunks()
                        .add(tenant, id, some.stream().map(IndexedChunk::chunk).toList());
                return ports.documents().report(tenant, id, progress);
            });
            server.index.stage(base, some);
        }
        server.index.publish(base, id);
        return chunks.size();
    }

    private static KnowledgeBase base(StoredServer server, KnowledgeBaseId id) {
        return server.server
                .ports
                .knowledgeBases()
                .find(server.server.caller.tenant(), id)
                .orElseThrow();
    }

    private static int found(FindKnowledge find, String question, List<KnowledgeBase> bases) {
        int found =
                find.find(question, bases, SETTINGS, Optional.empty()).chunks().size();
        assertThat(found).isEqualTo(8);
        return found;
    }

    private interface Search {
        int of(String question) throws Exception;
    }

    private static void forEach(int round, Search search) throws Exception {
        for (int q = 0; q < QUESTIONS; q++) {
            search.of(MadeChunks.question(round * QUESTIONS + q));
        }
    }

    private static Callable<Integer> half(Run run, int round) {
        return () -> {
            run.all(round);
            return 0;
        };
    }

    private static <T> List<T> inTwo(List<Callable<T>> work) throws Exception {
        List<T> done = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<T> one : threads.invokeAll(work)) {
                done.add(one.get());
            }
        }
        return done;
    }

    /** Twice as many questions, by lean clients that keep their connections. */
    private static void overHttp(StoredServer server, KnowledgeBaseId base, int round) throws Exception {
        int each = 2 * QUESTIONS / CONNECTIONS;
        IntFunction<Callable<Integer>> client = number -> () -> {
            try (var connection = new LeanClient(server.server)) {
                for (int i = 0; i < each; i++) {
                    connection.search(base, MadeChunks.question(2 * round * QUESTIONS + number * each + i));
                }
            }
            return each;
        };
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Integer> done : threads.invokeAll(
                    IntStream.range(0, CONNECTIONS).mapToObj(client).toList())) {
                done.get();
            }
        }
    }

    /** The median of how much longer {@code raw} takes than {@code ours}, after a round of each to warm up. */
    private static double ratio(String what, Run raw, Run ours) throws Exception {
        raw.all(ROUNDS);
        ours.all(ROUNDS);
        List<Double> ratios = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double plain = seconds(raw, round);
            double own = seconds(ours, round);
            ratios.add(plain / own);
            times.add(own);
        }
        ratios.sort(Comparator.naturalOrder());
        times.sort(Comparator.naturalOrder());
        System.out.printf(
                "%s: %.2f (%.2f to %.2f); ours %.2f s a round%n",
                what, ratios.get(ROUNDS / 2), ratios.getFirst(), ratios.getLast(), times.get(ROUNDS / 2));
        return ratios.get(ROUNDS / 2);
    }

    private static double seconds(Run run, int round) throws Exception {
        long begun = System.nanoTime();
        run.all(round);
        return (System.nanoTime() - begun) / 1e9;
    }
}
