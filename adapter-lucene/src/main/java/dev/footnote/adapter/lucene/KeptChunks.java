package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Chunks as they are in the index, staged and hidden ones too. */
final class KeptChunks {

    private final IndexSearcher searcher;
    private final Vectors vectors;

    KeptChunks(IndexSearcher searcher) {
        this.searcher = searcher;
        this.vectors = new Vectors(searcher.getIndexReader());
    }

    /** Finds what {@code all} is in, but not {@code kept}. */
    static Query others(Term all, Set<ChunkId> kept) {
        List<BytesRef> ids = kept.stream().map(id -> new BytesRef(id.value())).toList();
        return new BooleanQuery.Builder()
                .add(new TermQuery(all), Occur.MUST)
                .add(new TermInSetQuery(ChunkFields.ID, ids), Occur.MUST_NOT)
                .build();
    }

    /** A chunk with its vector, to be written again. */
    record Kept(Chunk chunk, Embedding embedding, boolean staged) {

        IndexedChunk indexed() {
            return new IndexedChunk(chunk, embedding);
        }

        String id() {
            return chunk.id().value();
        }

        IndexedChunk named(String name) {
            return new IndexedChunk(chunk.named(name), embedding);
        }
    }

    /** What is read of the chunks. */
    @FunctionalInterface
    interface Read<T> {
        T of(KeptChunks chunks) throws IOException;
    }

    /** The documents that have chunks. */
    Set<DocumentId> documents() throws IOException {
        Set<DocumentId> documents = new HashSet<>();
        Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), ChunkFields.DOCUMENT);
        if (terms != null) {
            TermsEnum each = terms.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                var document = new Term(ChunkFields.DOCUMENT, BytesRef.deepCopyOf(term));
                if (searcher.count(new TermQuery(document)) > 0) { // a removed chunk leaves its terms for a while
                    documents.add(new DocumentId(term.utf8ToString()));
                }
            }
        }
        return documents;
    }

    /** Those of {@code document} that are not staged. */
    Set<ChunkId> published(DocumentId document) throws IOException {
        Set<ChunkId> ids = new HashSet<>();
        var query = new TermQuery(new Term(ChunkFields.DOCUMENT, document.value()));
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            BinaryDocValues chunk = DocValues.getBinary(leaf.reader(), ChunkFields.SEARCHED);
            NumericDocValues staged = DocValues.getNumeric(leaf.reader(), ChunkFields.STAGED);
            var scorer = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1)
                    .scorer(leaf);
            var docs = scorer == null ? DocIdSetIterator.empty() : scorer.iterator();
            var alive = leaf.reader().getLiveDocs();
            for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
                boolean shown = alive == null || alive.get(doc);
                if (shown && chunk.advanceExact(doc) && staged.advanceExact(doc) && staged.longValue() == 0) {
                    ids.add(ChunkBytes.read(chunk.binaryValue(), null).id());
                }
            }
        }
        return ids;
    }

    /** Those of {@code ids} that are not staged. */
    List<IndexedChunk> published(Set<ChunkId> ids) throws IOException {
        List<BytesRef> wanted = ids.stream().map(id -> new BytesRef(id.value())).toList();
        return found(new TermInSetQuery(ChunkFields.ID, wanted)).stream()
                .filter(kept -> !kept.staged())
                .map(Kept::indexed)
                .toList();
    }

    /** All that are staged. */
    List<Kept> staged() throws IOException {
        return found(NumericDocValuesField.newSlowExactQuery(ChunkFields.STAGED, 1));
    }

    List<Kept> of(DocumentId document) throws IOException {
        return found(new TermQuery(new Term(ChunkFields.DOCUMENT, document.value())));
    }

    private List<Kept> found(Query query) throws IOException {
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
