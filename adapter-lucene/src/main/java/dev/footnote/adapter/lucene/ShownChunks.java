package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * Which chunks can be found, looked up once for each state of a segment. Chunks that are staged or not available are as
 * if they were deleted, so that no search has to filter them out. Safe for use by several threads.
 */
final class ShownChunks {

    private static final FixedBitSet NO_CHUNKS = new FixedBitSet(0);

    private final Map<IndexReader.CacheKey, Shown> known = new ConcurrentHashMap<>();

    /**
     * What can be found in a segment.
     *
     * @param count how many chunks
     * @param all whether there are no others
     * @param chunks which of them; empty unless some can be found and some not
     * @param staged which are to be published; empty as {@code chunks}
     */
    private record Shown(int count, boolean all, FixedBitSet chunks, FixedBitSet staged) {}

    /** What can be found in {@code readers}, as one; it is to be closed before they are. */
    MultiReader in(List<IndexReader> readers) throws IOException {
        List<IndexReader> segments = new ArrayList<>();
        for (IndexReader reader : readers) {
            for (LeafReaderContext leaf : reader.leaves()) {
                Shown shown = of(leaf.reader());
                if (shown.count > 0) {
                    segments.add(
                            shown.all
                                    ? leaf.reader()
                                    : new ShownSegment(leaf.reader(), shown.chunks, shown.count, shown.staged));
                }
            }
        }
        return new MultiReader(segments.toArray(IndexReader[]::new), false);
    }

    private Shown of(LeafReader segment) throws IOException {
        IndexReader.CacheHelper state = segment.getReaderCacheHelper();
        if (state == null) {
            return look(segment);
        }
        Shown seen = known.get(state.getKey());
        if (seen == null) {
            seen = look(segment);
            if (known.put(state.getKey(), seen) == null) {
                state.addClosedListener(known::remove);
            }
        }
        return seen;
    }

    private static Shown look(LeafReader segment) throws IOException {
        NumericDocValues staged = segment.getNumericDocValues(ChunkFields.STAGED);
        NumericDocValues available = segment.getNumericDocValues(ChunkFields.AVAILABLE);
        Bits alive = segment.getLiveDocs();
        var chunks = new FixedBitSet(segment.maxDoc());
        var later = new FixedBitSet(segment.maxDoc());
        if (staged != null && available != null) {
            for (int doc = staged.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = staged.nextDoc()) {
                if (alive == null || alive.get(doc)) {
                    if (staged.longValue() == 1) {
                        later.set(doc);
                    } else if (available.advanceExact(doc) && available.longValue() == 1) {
                        chunks.set(doc);
                    }
                }
            }
        }
        int count = chunks.cardinality();
        boolean all = count == segment.numDocs();
        return count == 0 || all ? new Shown(count, all, NO_CHUNKS, NO_CHUNKS) : new Shown(count, false, chunks, later);
    }
}
