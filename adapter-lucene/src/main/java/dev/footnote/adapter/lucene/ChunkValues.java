package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.Tags;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** What of chunks can be read without their texts; for one thread, which moves from chunk to chunk, always forward. */
final class ChunkValues {

    private final List<LeafReaderContext> leaves;
    private final Optional<float[]> question;
    private int begin;
    private int size;
    private int at;
    private @Nullable Columns columns;
    private @Nullable ChunkBytes before;

    /** @param question a vector of length 1 */
    ChunkValues(IndexReader reader, Optional<float[]> question) {
        this.leaves = reader.leaves();
        this.question = question;
    }

    private record Columns(
            BinaryDocValues chunks,
            BinaryDocValues tags,
            BinaryDocValues weights,
            Optional<FloatVectorValues> vectors,
            Optional<KnnVectorValues.DocIndexIterator> places) {}

    /** Goes to a chunk that is behind the one before. */
    void moveTo(int doc) throws IOException {
        if (columns == null || doc >= begin + size) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
            begin = leaf.docBase;
            size = leaf.reader().maxDoc();
            columns = columns(leaf.reader());
        }
        at = doc - begin;
    }

    private Columns columns(LeafReader leaf) throws IOException {
        Optional<FloatVectorValues> vectors = question.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(leaf.getFloatVectorValues(ChunkFields.vector(question.get().length)));
        return new Columns(
                DocValues.getBinary(leaf, ChunkFields.SEARCHED),
                DocValues.getBinary(leaf, ChunkFields.TAGS),
                DocValues.getBinary(leaf, ChunkFields.TAG_WEIGHTS),
                vectors,
                vectors.map(FloatVectorValues::iterator));
    }

    /** To be used before the next is moved to. */
    ChunkBytes chunk() throws IOException {
        BinaryDocValues chunks = now().chunks;
        if (!chunks.advanceExact(at)) {
            throw new IOException("a chunk lacks a value");
        }
        ChunkBytes read = ChunkBytes.read(chunks.binaryValue(), before);
        before = read;
        return read;
    }

    Tags tags() throws IOException {
        Columns now = now();
        Optional<BytesRef> names = now.tags.advanceExact(at) ? Optional.of(now.tags.binaryValue()) : Optional.empty();
        Optional<BytesRef> weights =
                now.weights.advanceExact(at) ? Optional.of(now.weights.binaryValue()) : Optional.empty();
        return TagBytes.tags(names, weights);
    }

    /** With the question's vector; 0 if the chunk has none of that dimension. */
    double cosine() throws IOException {
        Optional<KnnVectorValues.DocIndexIterator> places = now().places;
        if (places.isEmpty() || places.get().advance(at) != at) {
            return 0;
        }
        float[] vector = now().vectors.orElseThrow().vectorValue(places.get().index());
        return Math.clamp(VectorUtil.dotProduct(question.orElseThrow(), vector), -1f, 1f);
    }

    private Columns now() {
        if (columns == null) {
            throw new IllegalStateException("moved to no chunk yet");
        }
        return columns;
    }
}
