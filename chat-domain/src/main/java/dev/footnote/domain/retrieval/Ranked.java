package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

/**
 * A match in its place among those of its search.
 *
 * @param score what orders it there; means nothing beside another search's
 * @param similarity from 0 (unrelated) to 1 (identical); what a threshold cuts by
 * @param vectorSimilarity the cosine, or the reranker's score, from 0 to 1
 */
public record Ranked(Match match, double score, double similarity, double vectorSimilarity) {
    public Ranked {
        requireNonNull(match, "match");
    }

    /** The chunk that {@link #match} is of, with how well it fits. */
    public ScoredChunk of(Candidate candidate) {
        return new ScoredChunk(candidate.chunk(), similarity, match.termSimilarity(), vectorSimilarity);
    }
}
