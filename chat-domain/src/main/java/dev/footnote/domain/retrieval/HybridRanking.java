package dev.footnote.domain.retrieval;

import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Weighs words against vectors, cuts at the threshold and orders. The similarities are absolute, so that a question
 * about something else finds nothing; the order follows the relevance of the words among the matches of one search.
 *
 * <p>Some words of a question stand in many texts about something else. So at the threshold they count whole only where
 * the vector bears them out, or where all the words are there.
 */
public final class HybridRanking {

    /** How much more a vector counts in the order than in the similarity: cosines lie closer together than words do. */
    private static final double VECTOR_IN_ORDER = 4;

    /** Up to this nearness, in the measure of the vector similarity, the vector denies what the words say ... */
    private static final double DENIED = -0.2;

    /** ... and from this on it bears them out. */
    private static final double BORNE_OUT = 0.3;

    /** From this vector weight on the vector has its whole say about the words; with less it has less. */
    private static final double WHOLE_SAY = RetrievalSettings.DEFAULT.vectorWeight();

    /** What a chunk gets in the order that has just the question's tags. */
    private static final double TAGS_IN_ORDER = 10;

    private final RetrievalSettings settings;
    private final double unrelatedCosine;
    private final Map<KnowledgeBaseId, Integer> pageranks; // none if all are alike
    private final Map<String, Integer> tags;

    /** Knowledge bases are alike. */
    public HybridRanking(RetrievalSettings settings, double unrelatedCosine) {
        this(settings, unrelatedCosine, Map.of(), Map.of());
    }

    /**
     * What is found in a knowledge base of a higher rank comes before all from those of a lower one.
     *
     * @param unrelatedCosine what the embedding model gives two texts that have nothing in common, below 1
     * @param pageranks 0 for those that are missing
     * @param tags that the question has, with their weights; chunks with the same ones go up, their similarity stays
     */
    public HybridRanking(
            RetrievalSettings settings,
            double unrelatedCosine,
            Map<KnowledgeBaseId, Integer> pageranks,
            Map<String, Integer> tags) {
        if (!(unrelatedCosine < 1)) {
            throw new IllegalArgumentException("unrelatedCosine is %s, must be below 1".formatted(unrelatedCosine));
        }
        this.settings = settings;
        this.unrelatedCosine = unrelatedCosine;
        boolean alike = pageranks.values().stream().allMatch(rank -> rank == 0);
        this.pageranks = alike ? Map.of() : Map.copyOf(pageranks);
        this.tags = Map.copyOf(tags);
    }

    /**
     * Those of {@code matches} that reach the threshold, best first.
     *
     * @param byWordsAlone whether the question has no vector, in which case the words count whole
     */
    public List<Ranked> rank(List<Match> matches, boolean byWordsAlone) {
        double weight = byWordsAlone ? 0 : settings.vectorWeight();
        return cut(ranked(matches, byWordsAlone)
                .filter(one -> borneOut(one.match(), weight) >= settings.similarityThreshold())
                .sorted(bestFirst()));
    }

    /** The similarity of a match, with its words as far as its vector bears them out. */
    private double borneOut(Match match, double weight) {
        double nearness = nearness(match);
        double denied = 1 - Math.clamp((nearness - DENIED) / (BORNE_OUT - DENIED), 0, 1);
        double term = Math.clamp(match.termSimilarity(), 0, 1);
        double doubt = Math.min(denied, 1 - term) * Math.min(1, weight / WHOLE_SAY);
        return weight * Math.clamp(nearness, 0, 1) + (1 - weight) * term * (1 - doubt);
    }

    /** 0 for texts that have nothing in common, below 0 for those that have less, 1 for the same. */
    private double nearness(Match match) {
        return (match.cosine() - unrelatedCosine) / (1 - unrelatedCosine);
    }

    /** The {@code most} best matches, whatever the threshold, best first. */
    public List<Ranked> best(List<Match> matches, boolean byWordsAlone, int most) {
        return ranked(matches, byWordsAlone).sorted(bestFirst()).limit(most).toList();
    }

    /**
     * Those of {@code best} that reach the threshold with a reranker's scores in place of their vectors, best first.
     *
     * @param scores one for each of {@code best}, from 0 to 1
     */
    public List<Ranked> rerank(List<Ranked> best, List<Double> scores) {
        if (best.size() != scores.size()) {
            throw new IllegalArgumentException("%d scores for %d".formatted(scores.size(), best.size()));
        }
        return cut(IntStream.range(0, scores.size())
                .mapToObj(at -> reranked(best.get(at).match(), Math.clamp(scores.get(at), 0, 1)))
                .sorted(bestFirst()));
    }

    private Comparator<Ranked> bestFirst() {
        Comparator<Ranked> byScore = (left, right) -> {
            int order = Double.compare(right.score(), left.score());
            return order == 0
                    ? left.match()
                            .chunk()
                            .value()
                            .compareTo(right.match().chunk().value())
                    : order;
        };
        return pageranks.isEmpty()
                ? byScore
                : Comparator.<Ranked>comparingInt(
                                one -> -pageranks.getOrDefault(one.match().knowledgeBase(), 0))
                        .thenComparing(byScore);
    }

    private List<Ranked> cut(Stream<Ranked> ranked) {
        return ranked.filter(one -> one.similarity() >= settings.similarityThreshold() && one.similarity() > 0)
                .toList();
    }

    private Stream<Ranked> ranked(List<Match> matches, boolean byWordsAlone) {
        double weight = byWordsAlone ? 0 : settings.vectorWeight();
        double most = matches.stream().mapToDouble(Match::relevance).max().orElse(0);
        return matches.stream().map(match -> ranked(match, weight, most == 0 ? 0 : match.relevance() / most));
    }

    private Ranked ranked(Match match, double weight, double relevance) {
        double vector = Math.clamp(nearness(match), 0, 1);
        double words = (relevance + Math.clamp(match.termSimilarity(), 0, 1)) / 2;
        double score = VECTOR_IN_ORDER * weight * vector + (1 - weight) * words + tagged(match);
        return new Ranked(match, score, similarity(match, vector, weight), vector);
    }

    private Ranked reranked(Match match, double read) {
        double similarity = similarity(match, read, settings.vectorWeight());
        return new Ranked(match, similarity + tagged(match), similarity, read);
    }

    private double tagged(Match match) {
        return tags.isEmpty() ? 0 : TAGS_IN_ORDER * match.tags().cosine(tags);
    }

    private static double similarity(Match match, double vector, double weight) {
        double term = Math.clamp(match.termSimilarity(), 0, 1);
        return Math.clamp(weight * vector + (1 - weight) * term, 0, 1);
    }
}
