package dev.footnote.adapter.lucene;

import static dev.footnote.testkit.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.runtime.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index on a disk that is full, fails now and then, can only be read, has a wrong bit or loses a folder. */
class IndexFaultsTest {

    private static final KnowledgeBaseId BASE = new KnowledgeBaseId("base");
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int BATCH = 16;
    private static final int STEP = 8_192;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final FaultyDisk disk = new FaultyDisk(SEED);

    @Test
    void losesNothingOnAFullDiskAndGoesOnOnceThereIsRoom() throws IOException {
        int full = 0;
        boolean fitted = false;
        for (int room = 0; !fitted; room += STEP) {
            Path root = folder.resolve("room-" + room);
            try (var index = open(root)) {
                ingest(index, "before", 3);
                disk.room(room);
                fitted = tried(index, "late", 3);

                assertThat(found(index, "before")).as("room for %d bytes", room).hasSize(3 * BATCH);
                assertThat(found(index, "late")).as("room for %d bytes", room).hasSize(fitted ? 3 * BATCH : 0);
                disk.room(FaultyDisk.PLENTY);
                if (!fitted) {
                    full++;
                    index.remove(BASE, new DocumentId("late"));
                    ingest(index, "late", 3);
                    assertThat(found(index, "late")).hasSize(3 * BATCH);
                    assertThatCode(() -> index.probe().check()).doesNotThrowAnyException();
                }
            }
            assertClean(root);
        }
        assertThat(full).isGreaterThan(3);
    }

    @Test
    void leavesAllOrNothingOfADocumentWhereTheDiskFailsNowAndThen() throws IOException {
        for (int run = 0; run < 5; run++) {
            Path root = folder.resolve("run-" + run);
            Set<String> acknowledged = new HashSet<>();
            Set<String> failed = new HashSet<>();
            try (var index = open(root)) {
                ingest(index, "before", 1);
                for (int i = 0; i < 8; i++) {
                    String name = "document" + i;
                    disk.failing(0.02);
                    boolean done = tried(index, name, 2);
                    disk.failing(0);
                    (done ? acknowledged : failed).add(name);

                    assertThat(found(index, "before")).as("seed %d", SEED).hasSize(BATCH);
                }
                assertWhole(index, acknowledged, failed);
                for (String name : failed) {
                    index.remove(BASE, new DocumentId(name));
                    ingest(index, name, 2);
                }
                acknowledged.addAll(failed);
                assertWhole(index, acknowledged, Set.of());
            }
            assertClean(root);
        }
        assertThat(disk.faults()).isPositive();
    }

    private static void assertWhole(ChunkIndex index, Set<String> acknowledged, Set<String> failed) {
        for (String name : acknowledged) {
            assertThat(found(index, name)).as("%s, seed %d", name, SEED).hasSize(2 * BATCH);
        }
        for (String name : failed) {
            assertThat(found(index, name).size()).as("%s, seed %d", name, SEED).isIn(0, 2 * BATCH);
        }
    }

    @Test
    void publishesNoDocumentOfWhichSomethingWasLost() {
        try (var index = open(folder)) {
            ingest(index, "before", 1);
            var slow = new DocumentId("slow");
            index.stage(BASE, chunks("slow", 0));
            disk.room(100);
            assertThat(tried(index, "unlucky", 1)).isFalse();
            disk.room(FaultyDisk.PLENTY);
            assertThat(found(index, "before")).hasSize(BATCH);

            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> index.stage(BASE, chunks("slow", 1)))
                    .withMessageContaining("what was staged of document slow is lost");
            assertThatExceptionOfType(IndexException.class).isThrownBy(() -> index.publish(BASE, slow));
            index.remove(BASE, slow);
            ingest(index, "slow", 2);

            assertThat(found(index, "slow")).hasSize(2 * BATCH);
        }
    }

    @Test
    void isSearchedWhileItCannotBeWritten() {
        try (var index = open(folder)) {
            ingest(index, "before", 1);
            disk.readOnly(true);

            assertThat(tried(index, "late", 1)).isFalse();
            assertThat(found(index, "before")).hasSize(BATCH);
            assertThat(index.chunks(BASE, new DocumentId("before"))).hasSize(BATCH);
            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> index.probe().check())
                    .withMessageContaining("Read-only file system");
        }

        try (var again = open(folder)) { // as after a time without use
            assertThat(found(again, "before")).hasSize(BATCH);
            assertThat(tried(again, "late", 1)).isFalse();
            disk.readOnly(false);
            assertThatCode(() -> again.probe().check()).doesNotThrowAnyException();
            ingest(again, "later", 1);
            assertThat(found(again, "later")).hasSize(BATCH);
        }
    }

    @Test
    void writesOnAfterItsLockWasTakenAway() throws IOException {
        try (var index = open(folder)) {
            ingest(index, "before", 1);
            Files.delete(folder.resolve("base/write.lock"));

            assertThat(tried(index, "late", 1)).isFalse();
            assertThat(found(index, "before")).hasSize(BATCH);

            index.remove(BASE, new DocumentId("late"));
            ingest(index, "late", 1);
            assertThat(found(index, "late")).hasSize(BATCH);
        }
    }

    @Test
    void isSearchedAsItWasWhenItsFolderIsGoneUntilItIsBuiltAnew() throws IOException {
        try (var index = open(folder)) {
            ingest(index, "before", 1);
            IOUtils.rm(folder.resolve("base"));

            assertThat(found(index, "before")).hasSize(BATCH);
            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> index.probe().check())
                    .withMessageContaining("the index is gone");
            for (int i = 0; i < 3; i++) {
                assertThat(tried(index, "late" + i, 1)).isFalse();
                assertThat(found(index, "before")).hasSize(BATCH);
            }

            rebuilt(index);

            assertThat(found(index, "before")).hasSize(BATCH);
            ingest(index, "late", 1);
            assertThat(found(index, "late")).hasSize(BATCH);
            assertThatCode(() -> index.probe().check()).doesNotThrowAnyException();
        }
    }

    @Test
    void tellsOfAWrongBitInEachOfItsFilesAndIsRebuilt() throws IOException {
        Path sound = folder.resolve("sound");
        try (var index = open(sound)) {
            ingest(index, "before", 1);
            ingest(index, "other", 1);
            index.setAvailable(BASE, Set.of(new ChunkId("other-1")), false);
            index.removeChunks(BASE, Set.of(new ChunkId("other-2")));
        }
        List<String> files = files(sound.resolve("base"));
        assertThat(files).anyMatch(name -> name.endsWith(".liv")).anyMatch(name -> name.startsWith("segments_"));
        for (String name : files) {
            Path root = folder.resolve("wrong-" + name);
            copy(sound, root);
            int at = flip(root.resolve("base").resolve(name));

            try (var index = open(root)) {
                assertThatExceptionOfType(IndexException.class)
                        .as("bit %d of %s, seed %d", at, name, SEED)
                        .isThrownBy(() -> index.check(BASE))
                        .withMessageContaining("is damaged and must be built anew");
                assertThatExceptionOfType(IndexException.class).isThrownBy(() -> found(index, "before"));
                assertThat(tried(index, "late", 1)).isFalse();
                assertThatExceptionOfType(IndexException.class)
                        .isThrownBy(() -> index.probe().check());

                rebuilt(index);

                index.check(BASE);
                assertThat(found(index, "before")).hasSize(BATCH);
                assertThatCode(() -> index.probe().check()).doesNotThrowAnyException();
            }
            assertClean(root);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("write.lock")) // has no bits
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolve("base"));
        Files.copy(from.resolve(".format"), to.resolve(".format"));
        for (String name : files(from.resolve("base"))) {
            Files.copy(from.resolve("base").resolve(name), to.resolve("base").resolve(name));
        }
    }

    private int flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int bit = random.nextInt(bytes.length * Byte.SIZE);
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        Files.write(file, bytes);
        return bit;
    }

    private LuceneChunkIndex open(Path root) {
        return LuceneChunkIndex.open(root, LONG, disk, LuceneChunkIndex.MOST_OPEN, Background.EQUAL);
    }

    private static void rebuilt(ChunkIndex index) {
        try (var fresh = index.rebuild(BASE, "")) {
            fresh.add(chunks("before", 0));
            fresh.finish();
        }
    }

    private static void ingest(ChunkIndex index, String name, int batches) {
        for (int batch = 0; batch < batches; batch++) {
            index.stage(BASE, chunks(name, batch));
        }
        index.publish(BASE, new DocumentId(name));
    }

    private static boolean tried(ChunkIndex index, String name, int batches) {
        try {
            ingest(index, name, batches);
            return true;
        } catch (IndexException refused) {
            assertThat(refused).hasMessageContaining("cannot write the index");
            return false;
        }
    }

    private static List<IndexedChunk> chunks(String name, int batch) {
        var varied = new Random(batch);
        return IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                .mapToObj(i -> new IndexedChunk(
                        text(
                                BASE,
                                name + "-" + i,
                                new DocumentId(name),
                                "%s keeps %d apples. %s".formatted(name, i, Long.toHexString(varied.nextLong()))),
                        embedding(varied)))
                .toList();
    }

    private static Embedding embedding(Random varied) {
        float[] numbers = new float[32];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = varied.nextFloat();
        }
        return Embedding.of(numbers);
    }

    /** The chunks that have {@code word}. */
    private static List<Match> found(ChunkIndex index, String word) {
        var query = new ChunkQuery(word, Optional.empty(), Set.of(BASE), Optional.empty(), 1_000);
        try (Matches met = index.search(query)) {
            assertThat(met.load(met.all()))
                    .allSatisfy(one -> assertThat(one.chunk().content()).contains("apples"));
            return met.all().stream()
                    .filter(match -> match.document().value().equals(word))
                    .toList();
        }
    }

    private static void assertClean(Path root) throws IOException {
        try (var directory = FSDirectory.open(root.resolve("base"));
                var check = new CheckIndex(directory)) {
            assertThat(check.checkIndex().clean).isTrue();
        }
    }
}
