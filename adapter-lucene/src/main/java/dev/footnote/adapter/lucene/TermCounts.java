package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.Similarity.SimScorer;

/** How many published chunks there are, and how many of them have a term. For one search, on one thread. */
final class TermCounts {

    private static final Query STAGED = NumericDocValuesField.newSlowExactQuery(ChunkFields.STAGED, 1);

    private final IndexSearcher searcher;
    private final HiddenCounts.Hidden hidden;
    private final Map<String, Optional<CollectionStatistics>> fields = new HashMap<>();

    TermCounts(IndexSearcher searcher, HiddenCounts.Hidden hidden) {
        this.searcher = searcher;
        this.hidden = hidden;
    }

    /** How many chunks cannot be found. */
    int hidden() {
        return hidden.all();
    }

    int all() {
        return searcher.getIndexReader().numDocs() - hidden.staged();
    }

    /**
     * A word in a field that some chunk has it in.
     *
     * @param states where the word is
     */
    record Place(SearchedField field, Term term, TermStates states) {

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
                    places.add(new Place(field, term, states));
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

    /** In how many chunks a word is; where nothing is staged, those of the place that has most of them. */
    int having(List<Place> places) throws IOException {
        if (hidden.staged() == 0) {
            int most = 0;
            for (Place place : places) {
                most = Math.max(most, place.states().docFreq());
            }
            return Math.min(most, all());
        }
        var anywhere = new BooleanQuery.Builder();
        places.forEach(place -> anywhere.add(place.query(), Occur.SHOULD));
        return searcher.count(new BooleanQuery.Builder()
                .add(anywhere.build(), Occur.FILTER)
                .add(STAGED, Occur.MUST_NOT)
                .build());
    }
}
