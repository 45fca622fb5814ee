package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** The chunks of a document as they are in the index, staged and hidden ones too. */
final class KeptChunks {

    private final IndexSearcher searcher;
    private final Vectors vectors;

    KeptChunks(IndexSearcher searcher) {
        this.searcher = searcher;
        this.vectors = new Vectors(searcher.getIndexReader());
    }

    /** A chunk with its vector, to be written again. */
    record Kept(Chunk chunk, Embedding embedding, boolean staged) {

        String id() {
            return chunk.id().value();
        }

        IndexedChunk named(String name) {
            return new IndexedChunk(chunk.named(name), embedding);
        }
    }

    List<Kept> of(DocumentId document) throws IOException {
        var query = new TermQuery(new Term(ChunkFields.DOCUMENT, document.value()));
        int count = searcher.count(query);
        List<Kept> kept = new ArrayList<>();
        if (count > 0) {
            for (ScoreDoc hit : searcher.search(query, count).scoreDocs) {
                kept.add(kept(hit.doc));
            }
        }
        return kept;
    }

    private Kept kept(int doc) throws IOException {
        Document stored = searcher.storedFields().document(doc);
        Chunk chunk = ChunkFields.toChunk(stored, value(doc, ChunkFields.AVAILABLE) == 1);
        Embedding embedding = vectors.of(doc, ChunkFields.number(stored, ChunkFields.DIMENSION));
        return new Kept(chunk, embedding, value(doc, ChunkFields.STAGED) == 1);
    }

    private long value(int doc, String field) throws IOException {
        var leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        NumericDocValues values = leaf.reader().getNumericDocValues(field);
        return values != null && values.advanceExact(doc - leaf.docBase) ? values.longValue() : 0;
    }
}
