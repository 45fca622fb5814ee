package dev.footnote.adapter.lucene;

import java.io.IOException;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** A segment in which the chunks that cannot be found are as if they were deleted. */
final class ShownSegment extends FilterLeafReader {

    private final FixedBitSet shown;
    private final int count;
    private final FixedBitSet staged;

    /** @param count of {@code shown} */
    ShownSegment(LeafReader segment, FixedBitSet shown, int count, FixedBitSet staged) {
        super(segment);
        this.shown = shown;
        this.count = count;
        this.staged = staged;
    }

    /** In how many staged chunks {@code term} is. */
    int staged(Term term) throws IOException {
        PostingsEnum having = postings(term, PostingsEnum.NONE);
        int found = 0;
        if (having != null) {
            for (int doc = having.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = having.nextDoc()) {
                found += staged.get(doc) ? 1 : 0;
            }
        }
        return found;
    }

    @Override
    public FixedBitSet getLiveDocs() {
        return shown;
    }

    @Override
    public int numDocs() {
        return count;
    }

    @Override
    public @Nullable CacheHelper getCoreCacheHelper() {
        return in.getCoreCacheHelper();
    }

    @Override
    public @Nullable CacheHelper getReaderCacheHelper() {
        return null; // the same segment may show others later
    }
}
