package dev.footnote.domain.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HybridRankingTest {

    private final HybridRanking ranking = new HybridRanking(new RetrievalSettings(2, 10, 0.2, 0.5), 0.5);

    @Test
    void ordersBestFirstAndCutsAtTheThreshold() {
        List<Ranked> found = ranking.rank(
                List.of(match("weak", 0.1, 0.5), match("b", 0.7, 0.5), match("a", 0.7, 0.5), match("best", 0.6, 1)),
                false);

        assertThat(found).extracting(one -> one.match().chunk().value()).containsExactly("best", "a", "b");
    }

    @Test
    void ordersByTheRelevanceOfTheWordsWhatTheThresholdLetsThrough() {
        List<Ranked> found = ranking.rank(
                List.of(
                        match("common words", 0.5, 3, 0.65),
                        match("rare words", 0.45, 9, 0.65),
                        match("few", 0.05, 99, 0.65)),
                false);

        assertThat(found).extracting(one -> one.match().chunk().value()).containsExactly("rare words", "common words");
    }

    @Test
    void takesSomeOfTheWordsForLittleWhereTheVectorDeniesThem() {
        var usual = new HybridRanking(RetrievalSettings.DEFAULT, 0.5);
        var some = List.of(match("denied", 0.4, 0.4), match("unrelated", 0.4, 0.5), match("borne out", 0.4, 0.65));

        assertThat(usual.rank(some, false))
                .extracting(one -> one.match().chunk().value(), Ranked::similarity)
                .containsExactly(tuple("borne out", 0.3 * 0.3 + 0.7 * 0.4));
    }

    @Test
    void takesAllTheWordsForAllWhateverTheVectorSays() {
        var usual = new HybridRanking(RetrievalSettings.DEFAULT, 0.5);

        assertThat(usual.rank(List.of(match("all words", 1, 0)), false)).hasSize(1);
    }

    @Test
    void asksTheVectorAboutTheWordsTheLessTheLessItWeighs() {
        List<Match> denied = List.of(match("a", 0.4, 0.4));

        assertThat(new HybridRanking(new RetrievalSettings(2, 10, 0.2, 0), 0.5).rank(denied, false))
                .hasSize(1);
        assertThat(new HybridRanking(new RetrievalSettings(2, 10, 0.2, 0.1), 0.5).rank(denied, false))
                .hasSize(1);
        assertThat(new HybridRanking(new RetrievalSettings(2, 10, 0.2, 0.2), 0.5).rank(denied, false))
                .isEmpty();
        assertThat(new HybridRanking(RetrievalSettings.DEFAULT, 0.5).rank(denied, true))
                .hasSize(1);
    }

    @Test
    void rescalesTheCosineFromThatOfUnrelatedTexts() {
        Ranked ranked = ranking.rank(List.of(match("a", 0.4, 0.75)), false).getFirst();

        assertThat(ranked.vectorSimilarity()).isCloseTo(0.5, within(1e-9));
        assertThat(ranked.similarity()).isCloseTo(0.45, within(1e-9));
    }

    @Test
    void countsTheWordsWholeWithoutAVector() {
        assertThat(ranking.rank(List.of(match("a", 0.4, 0)), true))
                .extracting(Ranked::similarity)
                .containsExactly(0.4);
    }

    @Test
    void putsFirstWhatIsFoundInAKnowledgeBaseOfHigherRank() {
        var ranked = new HybridRanking(
                new RetrievalSettings(9, 10, 0.2, 0), 0, Map.of(new KnowledgeBaseId("kb"), 1), Map.of());
        var elsewhere =
                new Match(new ChunkId("x"), new KnowledgeBaseId("other"), new DocumentId("d"), "d.txt", 0.9, 9, 0);

        List<Ranked> found = ranked.rank(List.of(elsewhere, match("a", 0.3, 0), match("weak", 0.1, 0)), false);

        assertThat(found).extracting(one -> one.match().chunk().value()).containsExactly("a", "x");
        assertThat(found).extracting(Ranked::similarity).containsExactly(0.3, 0.9);
    }

    @Test
    void putsFirstWhatHasTheQuestionsTagsWhoseSimilarityStays() {
        var ranked = new HybridRanking(new RetrievalSettings(9, 10, 0.2, 0), 0, Map.of(), Map.of("sea", 3, "air", 4));
        Match sea = tagged("sea", 0.3, Map.of("sea", 2.0));
        Match both = tagged("both", 0.25, Map.of("sea", 6.0, "air", 8.0));
        Match weak = tagged("weak", 0.1, Map.of("sea", 6.0, "air", 8.0));
        Match none = tagged("none", 0.9, Map.of("land", 1.0));
        List<Match> matches = List.of(none, sea, weak, both);

        List<Ranked> found = ranked.rank(matches, true);
        assertThat(found).extracting(one -> one.match().chunk().value()).containsExactly("both", "sea", "none");
        assertThat(found).extracting(Ranked::similarity).containsExactly(0.25, 0.3, 0.9);
        assertThat(found.getFirst().score() - 0.25).isCloseTo(10 + (0.25 / 0.9 - 0.25) / 2, within(1e-9));
        assertThat(ranked.rerank(ranked.best(matches, true, 2), List.of(0.1, 0.1)))
                .extracting(one -> one.match().chunk().value())
                .containsExactly("both");
    }

    private static Match tagged(String id, double termSimilarity, Map<String, Double> weights) {
        return new Match(
                new ChunkId(id),
                new KnowledgeBaseId("kb"),
                new DocumentId("d"),
                "d.txt",
                termSimilarity,
                termSimilarity,
                0,
                new Tags(List.of(), weights));
    }

    @Test
    void takesTheRerankersScoresForTheVectors() {
        List<Ranked> best = ranking.best(List.of(match("a", 0.6, 1), match("b", 0.6, 0.5), match("c", 0, 0)), false, 2);

        assertThat(best).extracting(one -> one.match().chunk().value()).containsExactly("a", "b");
        assertThat(ranking.rerank(best, List.of(0.1, 0.9)))
                .extracting(one -> one.match().chunk().value(), Ranked::similarity)
                .containsExactly(tuple("b", 0.75), tuple("a", 0.35));
    }

    private static Match match(String id, double termSimilarity, double cosine) {
        return match(id, termSimilarity, termSimilarity, cosine);
    }

    private static Match match(String id, double termSimilarity, double relevance, double cosine) {
        return new Match(
                new ChunkId(id),
                new KnowledgeBaseId("kb"),
                new DocumentId("d"),
                "d.txt",
                termSimilarity,
                relevance,
                cosine);
    }
}
