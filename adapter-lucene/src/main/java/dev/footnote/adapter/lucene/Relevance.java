package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryRescorer;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;

/** How well words fit chunks that were not found by them. */
final class Relevance extends QueryRescorer {

    private Relevance(Query words) {
        super(words);
    }

    /** The score that {@code words} would have given each of {@code docs}, 0 for those that it does not find. */
    static Map<Integer, Float> of(IndexSearcher searcher, Query words, List<Integer> docs) throws IOException {
        Map<Integer, Float> scores = new HashMap<>();
        if (!docs.isEmpty()) {
            ScoreDoc[] hits = docs.stream().map(doc -> new ScoreDoc(doc, 0)).toArray(ScoreDoc[]::new);
            var found = new TopDocs(new TotalHits(hits.length, TotalHits.Relation.EQUAL_TO), hits);
            for (ScoreDoc hit : new Relevance(words).rescore(searcher, found, hits.length).scoreDocs) {
                scores.put(hit.doc, hit.score);
            }
        }
        return scores;
    }

    @Override
    protected float combine(float before, boolean found, float score) {
        return found ? score : 0;
    }
}
