package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** One search over the indexes of some knowledge bases, seen as one. */
final class ChunkSearch {

    /** Up to so many chunks are all compared, which is exact and takes a few milliseconds. */
    private static final int SMALL = 5_000;

    private final IndexReader reader;
    private final Vectors vectors;
    private final IndexSearcher searcher;
    private final ChunkAnalyzer analyzer;

    ChunkSearch(IndexReader reader, ChunkAnalyzer analyzer) {
        this.reader = reader;
        this.vectors = new Vectors(reader);
        this.analyzer = analyzer;
        this.searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // a cache would outlive the readers, which are of this search only
    }

    List<Candidate> find(ChunkQuery query) throws IOException {
        int limit = Math.min(query.limit(), reader.numDocs());
        if (limit == 0) {
            return List.of();
        }
        QuestionTerms terms = QuestionTerms.of(query.text(), analyzer, new TermCounts(searcher));
        Query findable = findable(query);
        Set<Integer> found = new TreeSet<>(); // stored fields are read fastest in the order of the index
        if (!terms.isEmpty()) {
            add(found, both(terms.query(), findable), limit);
        }
        if (query.embedding().isPresent()) {
            float[] unit = ChunkFields.unit(query.embedding().get());
            if (reader.numDocs() <= SMALL || query.documents().isPresent()) {
                found.addAll(vectors.nearest(unit, findable, limit));
            } else {
                add(found, new KnnFloatVectorQuery(ChunkFields.vector(unit.length), unit, limit, findable), limit);
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (int doc : found) {
            candidates.add(candidate(doc, stored.document(doc), terms, query.embedding()));
        }
        return candidates;
    }

    private void add(Set<Integer> found, Query query, int limit) throws IOException {
        for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
            found.add(hit.doc);
        }
    }

    private static Query both(Query scored, Query filter) {
        return new BooleanQuery.Builder()
                .add(scored, Occur.MUST)
                .add(filter, Occur.FILTER)
                .build();
    }

    private static Query findable(ChunkQuery query) {
        var filter = new BooleanQuery.Builder()
                .add(NumericDocValuesField.newSlowExactQuery(ChunkFields.STAGED, 0), Occur.FILTER)
                .add(NumericDocValuesField.newSlowExactQuery(ChunkFields.AVAILABLE, 1), Occur.FILTER);
        query.documents().ifPresent(documents -> {
            List<BytesRef> ids =
                    documents.stream().map(id -> new BytesRef(id.value())).toList();
            filter.add(new TermInSetQuery(ChunkFields.DOCUMENT, ids), Occur.FILTER);
        });
        return filter.build();
    }

    private Candidate candidate(int doc, Document document, QuestionTerms terms, Optional<Embedding> question)
            throws IOException {
        Embedding embedding = vectors.of(doc, ChunkFields.number(document, ChunkFields.DIMENSION));
        double cosine = question.filter(asked -> asked.dimension() == embedding.dimension())
                .map(embedding::cosine)
                .orElse(0d);
        double similarity = terms.similarity(ChunkFields.string(document, ChunkFields.TERMS));
        return new Candidate(ChunkFields.toChunk(document, true), similarity, cosine, Optional.of(embedding));
    }
}
