package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** How many chunks are staged or hidden, counted once for each state of an index. Safe for use by several threads. */
final class HiddenCounts {

    private final Map<IndexReader.CacheKey, Hidden> known = new ConcurrentHashMap<>();

    /** How many are staged, and how many are staged or not available. */
    record Hidden(int staged, int all) {
        static final Hidden NONE = new Hidden(0, 0);

        Hidden and(Hidden more) {
            return new Hidden(staged + more.staged, all + more.all);
        }
    }

    Hidden of(IndexReader reader) throws IOException {
        Hidden sum = Hidden.NONE;
        for (LeafReaderContext leaf : reader.leaves()) {
            sum = sum.and(of(leaf.reader()));
        }
        return sum;
    }

    private Hidden of(LeafReader leaf) throws IOException {
        IndexReader.CacheHelper state = leaf.getReaderCacheHelper();
        if (state == null) {
            return count(leaf);
        }
        Hidden counted = known.get(state.getKey());
        if (counted == null) {
            counted = count(leaf);
            if (known.put(state.getKey(), counted) == null) {
                state.addClosedListener(known::remove);
            }
        }
        return counted;
    }

    private static Hidden count(LeafReader leaf) throws IOException {
        NumericDocValues staged = leaf.getNumericDocValues(ChunkFields.STAGED);
        NumericDocValues available = leaf.getNumericDocValues(ChunkFields.AVAILABLE);
        Bits alive = leaf.getLiveDocs();
        int stagedOnes = 0;
        int hidden = 0;
        for (int doc = next(staged); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(staged)) {
            if (alive == null || alive.get(doc)) {
                boolean isStaged = staged.longValue() == 1;
                stagedOnes += isStaged ? 1 : 0;
                boolean shown = available != null && available.advanceExact(doc) && available.longValue() == 1;
                hidden += isStaged || !shown ? 1 : 0;
            }
        }
        return new Hidden(stagedOnes, hidden);
    }

    private static int next(@Nullable NumericDocValues values) throws IOException {
        return values == null ? DocIdSetIterator.NO_MORE_DOCS : values.nextDoc();
    }
}
