package dev.footnote.domain.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Weighs words against vectors, cuts at the threshold and orders. The similarities are absolute, so that a question
 * about something else finds nothing.
 */
public final class HybridRanking {

    private static final Comparator<ScoredChunk> BEST_FIRST = Comparator.comparingDouble(ScoredChunk::similarity)
            .reversed()
            .thenComparing(scored -> scored.chunk().id().value());

    private final RetrievalSettings settings;
    private final double unrelatedCosine;

    /** @param unrelatedCosine what the embedding model gives two texts that have nothing in common, below 1 */
    public HybridRanking(RetrievalSettings settings, double unrelatedCosine) {
        if (!(unrelatedCosine < 1)) {
            throw new IllegalArgumentException("unrelatedCosine is %s, must be below 1".formatted(unrelatedCosine));
        }
        this.settings = settings;
        this.unrelatedCosine = unrelatedCosine;
    }

    /**
     * Orders {@code candidates}, best first.
     *
     * @param byWordsAlone whether the question has no vector, in which case the words count whole
     */
    public Knowledge rank(List<Candidate> candidates, boolean byWordsAlone) {
        double weight = byWordsAlone ? 0 : settings.vectorWeight();
        return cut(candidates.stream().map(candidate -> scored(candidate, weight)));
    }

    /** The {@code most} best candidates, whatever the threshold, best first. */
    public List<Candidate> best(List<Candidate> candidates, boolean byWordsAlone, int most) {
        double weight = byWordsAlone ? 0 : settings.vectorWeight();
        return candidates.stream()
                .sorted(Comparator.comparing(candidate -> scored(candidate, weight), BEST_FIRST))
                .limit(most)
                .toList();
    }

    /**
     * Orders {@code candidates} by a reranker's scores in place of their vectors, best first.
     *
     * @param scores one for each candidate, from 0 to 1
     */
    public Knowledge rerank(List<Candidate> candidates, List<Double> scores) {
        if (candidates.size() != scores.size()) {
            throw new IllegalArgumentException("%d scores for %d".formatted(scores.size(), candidates.size()));
        }
        return cut(IntStream.range(0, scores.size())
                .mapToObj(
                        at -> weighed(candidates.get(at), Math.clamp(scores.get(at), 0, 1), settings.vectorWeight())));
    }

    private Knowledge cut(Stream<ScoredChunk> scoredChunks) {
        List<ScoredChunk> kept = scoredChunks
                .filter(scored -> scored.similarity() >= settings.similarityThreshold() && scored.similarity() > 0)
                .sorted(BEST_FIRST)
                .toList();
        return new Knowledge(kept.subList(0, Math.min(kept.size(), settings.topN())), kept.size());
    }

    private ScoredChunk scored(Candidate candidate, double weight) {
        double vector = Math.clamp((candidate.cosine() - unrelatedCosine) / (1 - unrelatedCosine), 0, 1);
        return weighed(candidate, vector, weight);
    }

    private static ScoredChunk weighed(Candidate candidate, double vector, double weight) {
        double term = Math.clamp(candidate.termSimilarity(), 0, 1);
        double similarity = Math.clamp(weight * vector + (1 - weight) * term, 0, 1);
        return new ScoredChunk(candidate.chunk(), similarity, term, vector, candidate.embedding());
    }
}
