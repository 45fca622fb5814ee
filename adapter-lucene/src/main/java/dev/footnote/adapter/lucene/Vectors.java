package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.Embedding;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;

/** The vectors of an index. */
final class Vectors {

    private final IndexReader reader;

    Vectors(IndexReader reader) {
        this.reader = reader;
    }

    /** The vector of a chunk. */
    Embedding of(int doc, int dimension) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
        String field = ChunkFields.vector(dimension);
        FloatVectorValues vectors = Objects.requireNonNull(leaf.reader().getFloatVectorValues(field), field);
        var positions = vectors.iterator();
        if (positions.advance(doc - leaf.docBase) != doc - leaf.docBase) {
            throw new IOException("a chunk has no vector of dimension " + dimension);
        }
        return Embedding.of(vectors.vectorValue(positions.index()));
    }

    /**
     * The nearest to {@code unit} of what {@code filter} finds, at most {@code limit}, with their cosines, by looking
     * at each.
     */
    Map<Integer, Float> nearest(float[] unit, Query filter, int limit) throws IOException {
        var searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        Weight weight = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        var best = new PriorityQueue<Near>(Comparator.comparingDouble(Near::score));
        for (LeafReaderContext leaf : reader.leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(ChunkFields.vector(unit.length));
            Scorer chosen = weight.scorer(leaf);
            VectorScorer scorer = vectors == null ? null : vectors.scorer(unit);
            if (chosen == null || scorer == null) {
                continue;
            }
            var both = ConjunctionUtils.intersectIterators(List.of(scorer.iterator(), chosen.iterator()));
            var alive = leaf.reader().getLiveDocs();
            for (int doc = both.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = both.nextDoc()) {
                if (alive == null || alive.get(doc)) {
                    best.add(new Near(leaf.docBase + doc, scorer.score()));
                    if (best.size() > limit) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().collect(Collectors.toMap(Near::doc, near -> ChunkFields.cosine(near.score())));
    }

    private record Near(int doc, float score) {}
}
