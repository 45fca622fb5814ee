package dev.footnote.domain.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HybridRankingTest {

    private final HybridRanking ranking = new HybridRanking(new RetrievalSettings(2, 10, 0.2, 0.5), 0.5);

    @Test
    void ordersBestFirstAndCutsAtTheThreshold() {
        Knowledge found = ranking.rank(
                List.of(
                        candidate("weak", 0.1, 0.5),
                        candidate("b", 0.6, 0.5),
                        candidate("a", 0.6, 0.5),
                        candidate("best", 0.6, 1)),
                false);

        assertThat(found.chunks())
                .extracting(scored -> scored.chunk().id().value())
                .containsExactly("best", "a");
        assertThat(found.total()).isEqualTo(3);
    }

    @Test
    void rescalesTheCosineFromThatOfUnrelatedTexts() {
        ScoredChunk scored =
                ranking.rank(List.of(candidate("a", 0.4, 0.75)), false).chunks().getFirst();

        assertThat(scored.vectorSimilarity()).isCloseTo(0.5, within(1e-9));
        assertThat(scored.similarity()).isCloseTo(0.45, within(1e-9));
    }

    @Test
    void countsTheWordsWholeWithoutAVector() {
        assertThat(ranking.rank(List.of(candidate("a", 0.4, 0)), true).chunks())
                .extracting(ScoredChunk::similarity)
                .containsExactly(0.4);
    }

    private static Candidate candidate(String id, double termSimilarity, double cosine) {
        var chunk = new Chunk(
                new ChunkId(id),
                new KnowledgeBaseId("kb"),
                new DocumentId("d"),
                "d.txt",
                "text",
                List.of(),
                List.of(),
                List.of(),
                1,
                true,
                0,
                Instant.EPOCH);
        return new Candidate(chunk, termSimilarity, cosine, Optional.empty());
    }
}
