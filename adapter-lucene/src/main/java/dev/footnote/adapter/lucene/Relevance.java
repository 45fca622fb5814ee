package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.SmallFloat;
import org.jspecify.annotations.Nullable;

/**
 * How well the words of a question fit a chunk by BM25, worked out from the chunk's terms: the score that Lucene gives
 * what it finds by {@link QuestionTerms#query}. For one thread.
 */
final class Relevance {

    private final @Nullable SimScorer[][]
            scorers; // by the code of the field and the number of the term, as is all here
    private final int[][] counts;
    private final int[] lengths = new int[SearchedField.CODES];

    /** @param places of each term */
    Relevance(List<List<TermCounts.Place>> places, TermCounts collection) throws IOException {
        this.scorers = new SimScorer[SearchedField.CODES][places.size()];
        this.counts = new int[SearchedField.CODES][places.size()];
        for (int number = 0; number < places.size(); number++) {
            for (TermCounts.Place place : places.get(number)) {
                scorers[place.code()][number] = collection.scorer(place);
            }
        }
    }

    /** Begins a chunk. */
    void begin() {
        Arrays.fill(lengths, 0);
        for (int[] field : counts) {
            Arrays.fill(field, 0);
        }
    }

    /** The chunk has the term of this number in the field of this code. */
    void count(int field, int number) {
        counts[field][number]++;
    }

    /** The chunk has so many more terms in the field of this code. */
    void lengthen(int field, int terms) {
        lengths[field] += terms;
    }

    /** The score of the chunk, 0 if it has none of the terms. */
    double score() {
        double sum = 0;
        for (int number = 0; number < counts[0].length; number++) {
            float best = 0;
            for (int field = 0; field < counts.length; field++) {
                SimScorer scorer = scorers[field][number];
                if (scorer != null && counts[field][number] > 0) {
                    best = Math.max(best, scorer.score(counts[field][number], SmallFloat.intToByte4(lengths[field])));
                }
            }
            sum += best;
        }
        return sum;
    }
}
