package dev.footnote.application.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.testkit.HashEmbeddingModel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkBatchesTest {

    private static final int MANY = 200;

    private final List<List<Integer>> written = new ArrayList<>();
    private int most = Integer.MAX_VALUE;
    private boolean stopped;

    private final ChunkBatches batches =
            new ChunkBatches(new HashEmbeddingModel(), "hash@Test", InstantSource.system(), new ChunkBatches.Steps() {
                @Override
                public boolean stopped() {
                    return stopped;
                }

                @Override
                public boolean write(List<IndexedChunk> chunks) {
                    written.add(chunks.stream().map(one -> one.chunk().order()).toList());
                    return written.size() < most;
                }
            });

    @Test
    void writesAFewAtOnceThenManyAtATime() {
        assertThat(IntStream.range(0, MANY).mapToObj(ChunkBatchesTest::chunk).allMatch(batches::add))
                .isTrue();
        assertThat(batches.finish()).isTrue();

        assertThat(written).extracting(List::size).containsExactly(16, 64, 64, 56);
        assertThat(written.stream().flatMap(List::stream))
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void takesNoMoreWhenTheDocumentIsGone() {
        most = 2;

        int taken = (int) IntStream.range(0, MANY)
                .mapToObj(ChunkBatchesTest::chunk)
                .takeWhile(batches::add)
                .count();

        assertThat(taken).isEqualTo(16 + 64 - 1);
        assertThat(written).hasSize(2);
    }

    @Test
    void writesNothingMoreWhenItIsStopped() {
        assertThat(batches.add(chunk(0))).isTrue();
        stopped = true;

        assertThat(batches.finish()).isFalse();
        assertThat(written).isEmpty();
    }

    private static Chunk chunk(int number) {
        return new Chunk(
                new ChunkId("chunk-" + number),
                new KnowledgeBaseId("base"),
                new DocumentId("document"),
                "a.txt",
                "Text number " + number,
                List.of(),
                List.of(),
                List.of(),
                3,
                true,
                number,
                Instant.EPOCH);
    }
}
