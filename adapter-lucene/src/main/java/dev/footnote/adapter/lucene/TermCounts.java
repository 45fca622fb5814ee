package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** How many published chunks there are, and how many of them have a term. For one search, on one thread. */
final class TermCounts {

    private static final Query STAGED = NumericDocValuesField.newSlowExactQuery(ChunkFields.STAGED, 1);

    private final IndexSearcher searcher;
    private final HiddenCounts.Hidden hidden;
    private final Map<Term, TermStates> states = new HashMap<>();

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

    /** Finds what has {@code place}, which is looked up once; empty if nothing has it. */
    Optional<Query> query(Term place) throws IOException {
        return frequency(place) == 0 ? Optional.empty() : Optional.of(new TermQuery(place, states(place)));
    }

    private int frequency(Term place) throws IOException {
        return states(place).docFreq();
    }

    private TermStates states(Term place) throws IOException {
        TermStates known = states.get(place);
        if (known == null) {
            known = TermStates.build(searcher, place, true);
            states.put(place, known);
        }
        return known;
    }

    /** In how many chunks one of {@code places} is; where nothing is staged, those of the most frequent place. */
    int having(List<Term> places) throws IOException {
        if (hidden.staged() == 0) {
            int most = 0;
            for (Term place : places) {
                most = Math.max(most, frequency(place));
            }
            return Math.min(most, all());
        }
        var anywhere = new BooleanQuery.Builder();
        places.forEach(place -> anywhere.add(new TermQuery(place), Occur.SHOULD));
        return searcher.count(new BooleanQuery.Builder()
                .add(anywhere.build(), Occur.FILTER)
                .add(STAGED, Occur.MUST_NOT)
                .build());
    }
}
