package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.Similarity.SimScorer;

/**
 * How many chunks there are, how many of them have a term, where these have it, and what that counts by BM25. For one
 * search, on one thread.
 */
final class TermCounts {

    private final IndexSearcher searcher;
    private final Map<String, Optional<CollectionStatistics>> fields = new HashMap<>();

    TermCounts(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /** How many chunks can be found. */
    int all() {
        return searcher.getIndexReader().numDocs();
    }

    /**
     * A word in a field that some chunk has it in.
     *
     * @param code of the field, by the script of the word
     * @param states where the word is
     */
    record Place(SearchedField field, int code, Term term, TermStates states) {

        /** Finds what has it there. */
        Query query() {
            return new BoostQuery(new TermQuery(term, states), field.weight());
        }
    }

    /** Where {@code word} is, looked up once. */
    List<Place> places(String word) throws IOException {
        boolean chinese = ChunkAnalyzer.isChinese(word);
        List<Place> places = new ArrayList<>();
        for (SearchedField field : SearchedField.values()) {
            String name = field.field(chinese);
            if (statistics(name).isPresent()) {
                var term = new Term(name, word);
                TermStates states = TermStates.build(searcher, term, true);
                if (states.docFreq() > 0) {
                    places.add(new Place(field, field.code(chinese), term, states));
                }
            }
        }
        return places;
    }

    /** Scores chunks for how often they have a word at {@code place}, by BM25. */
    SimScorer scorer(Place place) throws IOException {
        CollectionStatistics all = statistics(place.term().field()).orElseThrow();
        TermStates states = place.states();
        var word = searcher.termStatistics(place.term(), states.docFreq(), states.totalTermFreq());
        return searcher.getSimilarity().scorer(place.field().weight(), all, word);
    }

    /** Of a field that some chunk has. */
    private Optional<CollectionStatistics> statistics(String field) throws IOException {
        Optional<CollectionStatistics> known = fields.get(field);
        if (known == null) {
            known = Optional.ofNullable(searcher.collectionStatistics(field));
            fields.put(field, known);
        }
        return known;
    }

    /** In how many chunks a word is: those of the place that has most of them. */
    int having(List<Place> places) throws IOException {
        int most = 0;
        for (Place place : places) {
            most = Math.max(most, place.states().docFreq() - staged(place.term()));
        }
        return Math.min(most, all());
    }

    private int staged(Term term) throws IOException {
        int staged = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            if (leaf.reader() instanceof ShownSegment segment) {
                staged += segment.staged(term);
            }
        }
        return staged;
    }
}
