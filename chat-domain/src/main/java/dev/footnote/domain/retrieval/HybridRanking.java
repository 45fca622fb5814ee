package dev.footnote.domain.retrieval;

import java.util.Comparator;
import java.util.List;

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
        List<ScoredChunk> kept = candidates.stream()
                .map(candidate -> scored(candidate, weight))
                .filter(scored -> scored.similarity() >= settings.similarityThreshold() && scored.similarity() > 0)
                .sorted(BEST_FIRST)
                .toList();
        return new Knowledge(kept.subList(0, Math.min(kept.size(), settings.topN())), kept.size());
    }

    private ScoredChunk scored(Candidate candidate, double weight) {
        double vector = Math.clamp((candidate.cosine() - unrelatedCosine) / (1 - unrelatedCosine), 0, 1);
        double term = Math.clamp(candidate.termSimilarity(), 0, 1);
        double similarity = Math.clamp(weight * vector + (1 - weight) * term, 0, 1);
        return new ScoredChunk(candidate.chunk(), similarity, term, vector, candidate.embedding());
    }
}
