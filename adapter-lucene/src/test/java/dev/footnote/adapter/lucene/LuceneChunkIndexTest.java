package dev.footnote.adapter.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.ports.index.ChunkIndex;
import dev.footnote.ports.index.IndexException;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.runtime.Background;
import dev.footnote.testkit.ChunkIndexContract;
import dev.footnote.testkit.NotedBackground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneChunkIndexTest extends ChunkIndexContract {

    private static final DocumentId SPAIN = new DocumentId("spain");
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private LuceneChunkIndex lucene;

    @Override
    protected ChunkIndex index() {
        lucene = LuceneChunkIndex.open(folder.resolve("index"), LONG, Background.EQUAL);
        return lucene;
    }

    @AfterEach
    void closeIndex() {
        lucene.close();
    }

    @Test
    void keepsWhatWasPublishedWithoutAClose() throws IOException {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."), chunk("2", FRANCE, "Bastille again."));
        lucene.stage(HISTORY, List.of(chunk("3", FRANCE, "Bastille, staged.")));

        Path copy = folder.resolve("copy/history");
        copyIndex(copy);
        Files.copy(folder.resolve("index/.format"), folder.resolve("copy/.format"));

        try (var directory = FSDirectory.open(copy);
                var check = new CheckIndex(directory)) {
            assertThat(check.checkIndex().clean).isTrue();
        }
        try (var second = LuceneChunkIndex.open(folder.resolve("copy"), LONG, Background.EQUAL)) {
            assertThat(search(second, query("Bastille", Optional.of(EAST), HISTORY)))
                    .hasSize(2);
        }
    }

    @Test
    void doesNotCallAWordCommonBecauseAFewChunksAllHaveIt() {
        publish(
                HISTORY,
                chunk("1", FRANCE, "The cabin radio runs on one battery."),
                chunk("2", FRANCE, "A hand radio runs on a battery of three cells."),
                chunk("3", FRANCE, "The battery of each radio is replaced in spring."));

        List<Candidate> found = search(
                lucene,
                query(
                        "Which battery does the cabin radio use, and how often is it replaced?",
                        Optional.empty(),
                        HISTORY));

        assertThat(found)
                .first()
                .satisfies(best -> assertThat(best.match().termSimilarity()).isGreaterThan(0.25));
    }

    @Test
    void keepsStagedChunksHiddenOverAReopening() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));
        lucene.stage(HISTORY, List.of(chunk("2", FRANCE, "Bastille, staged.")));

        lucene.close();
        index();

        assertThat(search(lucene, query("Bastille", Optional.of(EAST), HISTORY)))
                .hasSize(1);
        lucene.publish(HISTORY, FRANCE);
        assertThat(search(lucene, query("Bastille", Optional.of(EAST), HISTORY)))
                .hasSize(2);
    }

    @Test
    void searchesAheadOfTheBackground() {
        var background = new NotedBackground();
        try (var watched = LuceneChunkIndex.open(folder.resolve("watched"), LONG, background)) {
            watched.stage(HISTORY, List.of(chunk("1", FRANCE, "The Bastille fell.")));
            watched.publish(HISTORY, FRANCE);

            Matches found = watched.search(query("Bastille", Optional.of(EAST), HISTORY));

            assertThat(background.answers()).containsExactly(found);
        }
    }

    @Test
    void closesAnIdleIndexSoThatAnotherMayOpenIt() {
        Path idle = folder.resolve("idle");
        try (var first = LuceneChunkIndex.open(idle, Duration.ofMillis(20), Background.EQUAL);
                var second = LuceneChunkIndex.open(idle, LONG, Background.EQUAL)) {
            first.stage(HISTORY, List.of(chunk("1", FRANCE, "The Bastille fell.")));
            first.publish(HISTORY, FRANCE);

            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            boolean opened = false;
            while (!opened && System.nanoTime() < deadline) {
                opened = opens(second);
            }

            assertThat(opened).isTrue();
        }
    }

    @Test
    void saysSoIfAnotherWriterHasTheIndex() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));

        try (var second = LuceneChunkIndex.open(folder.resolve("index"), LONG, Background.EQUAL)) {
            assertThatExceptionOfType(IndexException.class)
                    .isThrownBy(() -> search(second, query("Bastille", Optional.empty(), HISTORY)))
                    .withMessageContaining("in use by another process");
        }
    }

    @Test
    void refusesAnIdThatIsNoFolderName() {
        var outside = new KnowledgeBaseId("../outside");

        assertThatIllegalArgumentException().isThrownBy(() -> lucene.drop(outside));
    }

    @Test
    void takesVectorsOfMoreThan1024Numbers() {
        float[] values = new float[3072];
        values[7] = 2;
        Embedding wide = Embedding.of(values);
        publish(
                HISTORY,
                new IndexedChunk(chunk("1", FRANCE, "The Bastille fell.").chunk(), wide));

        assertThat(search(lucene, query("unrelated", Optional.of(wide), HISTORY)))
                .hasSize(1);
    }

    @Test
    void writesOnAfterAnInterruptedWriter() {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));
        Thread.currentThread().interrupt();
        try {
            publish(HISTORY, chunk("2", new DocumentId("interrupted"), "Bastille, interrupted."));
        } catch (IndexException interrupted) {
            assertThat(interrupted).hasMessageContaining("cannot write");
        } finally {
            Thread.interrupted();
        }

        publish(HISTORY, chunk("3", FRANCE, "Bastille again."));

        assertThat(search(lucene, query("Bastille", Optional.empty(), HISTORY)))
                .extracting(candidate -> candidate.chunk().id().value())
                .contains("1", "3");
    }

    @Test
    void freesTheSpaceOfADroppedKnowledgeBase() throws IOException {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));

        lucene.drop(HISTORY);

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (folders() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(folders()).isZero();
    }

    private long folders() throws IOException {
        try (var left = Files.list(folder.resolve("index"))) {
            return left.filter(Files::isDirectory).count();
        }
    }

    @Test
    void keepsFewIndexesOpen() {
        Path few = folder.resolve("few");
        List<KnowledgeBaseId> bases = IntStream.range(0, 8)
                .mapToObj(i -> new KnowledgeBaseId("base" + i))
                .toList();
        try (var first = LuceneChunkIndex.open(few, LONG, FSDirectory::open, 3, Background.EQUAL)) {
            for (KnowledgeBaseId base : bases) {
                first.put(base, List.of(chunk("1", FRANCE, "The Bastille fell.")));
                first.stage(base, List.of(chunk("2", SPAIN, "Bastille, staged.")));
            }

            try (var second = LuceneChunkIndex.open(few, LONG, Background.EQUAL)) {
                assertThat(bases.stream().filter(base -> opens(second, base))).hasSize(5);
            }
            for (KnowledgeBaseId base : bases) {
                first.publish(base, SPAIN);
                assertThat(search(first, query("Bastille", Optional.empty(), base)))
                        .hasSize(2);
            }
        }
    }

    @Test
    void letsGoOfIndexesOfAnotherVersionAndOfNothingElse() throws IOException {
        publish(HISTORY, chunk("1", FRANCE, "The Bastille fell."));
        lucene.close();
        Path other = Files.createDirectories(folder.resolve("index/photos"));
        Files.writeString(other.resolve("holiday.txt"), "mine");
        Files.writeString(folder.resolve("index/.format"), "1");

        try (var next = LuceneChunkIndex.open(folder.resolve("index"), LONG, Background.EQUAL)) {
            assertThat(search(next, query("Bastille", Optional.of(EAST), HISTORY)))
                    .isEmpty();
        }
        assertThat(other.resolve("holiday.txt")).exists();
        try (var again = LuceneChunkIndex.open(folder.resolve("index"), LONG, Background.EQUAL)) {
            again.put(HISTORY, List.of(chunk("1", FRANCE, "The Bastille fell.")));
        }
        try (var third = LuceneChunkIndex.open(folder.resolve("index"), LONG, Background.EQUAL)) {
            assertThat(search(third, query("Bastille", Optional.of(EAST), HISTORY)))
                    .hasSize(1);
        }
    }

    @Test
    void isWellWhereItCanWrite() {
        assertThat(lucene.probe().name()).isEqualTo("index");
        assertThatCode(() -> lucene.probe().check()).doesNotThrowAnyException();
    }

    private static boolean opens(LuceneChunkIndex index) {
        return opens(index, HISTORY);
    }

    private static boolean opens(LuceneChunkIndex index, KnowledgeBaseId base) {
        try {
            return !search(index, query("Bastille", Optional.empty(), base)).isEmpty();
        } catch (IndexException stillInUse) {
            Thread.onSpinWait();
            return false;
        }
    }

    private void copyIndex(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (var files = Files.newDirectoryStream(folder.resolve("index/history"))) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }
}
