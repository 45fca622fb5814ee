package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** One search over the indexes of some knowledge bases, seen as one. */
final class ChunkSearch {

    /** Up to so many chunks are all compared, which is exact and takes a few milliseconds. */
    private static final int SMALL = 5_000;

    private final IndexReader reader;
    private final IndexSearcher searcher;
    private final ChunkAnalyzer analyzer;
    private final TermCounts counts;

    ChunkSearch(IndexReader reader, ChunkAnalyzer analyzer, HiddenCounts hidden) throws IOException {
        this.reader = reader;
        this.analyzer = analyzer;
        this.searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // a cache would outlive the readers, which are of this search only
        this.counts = new TermCounts(searcher, hidden.of(reader));
    }

    /** What was met, with the number that the reader has for it. */
    Map<Integer, Match> find(ChunkQuery query) throws IOException {
        int limit = Math.min(query.limit(), reader.numDocs());
        if (limit == 0) {
            return Map.of();
        }
        QuestionTerms terms = QuestionTerms.of(query.text(), analyzer, counts);
        Optional<Query> filter = filter(query);
        Query words = terms.query(counts);
        Map<Integer, Float> relevance = terms.isEmpty() ? Map.of() : byWords(words, filter, limit);
        Set<Integer> met = new TreeSet<>(relevance.keySet()); // values are read fastest in the order of the index
        if (query.embedding().isPresent()) {
            List<Integer> near = byVector(query, filter, limit);
            if (!terms.isEmpty()) {
                relevance.putAll(Relevance.of(
                        searcher,
                        words,
                        near.stream().filter(doc -> !met.contains(doc)).toList()));
            }
            met.addAll(near);
        }
        return matches(met, relevance, terms, query.embedding());
    }

    private Map<Integer, Float> byWords(Query words, Optional<Query> filter, int limit) throws IOException {
        Query query = filter.<Query>map(chosen -> new BooleanQuery.Builder()
                        .add(words, Occur.MUST)
                        .add(chosen, Occur.FILTER)
                        .build())
                .orElse(words);
        Map<Integer, Float> found = new LinkedHashMap<>();
        for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
            found.put(hit.doc, hit.score);
        }
        return found;
    }

    private List<Integer> byVector(ChunkQuery query, Optional<Query> filter, int limit) throws IOException {
        float[] unit = ChunkFields.unit(query.embedding().orElseThrow());
        if (reader.numDocs() <= SMALL || query.documents().isPresent()) {
            return new Vectors(reader).nearest(unit, filter.orElse(MatchAllDocsQuery.INSTANCE), limit);
        }
        var near = new KnnFloatVectorQuery(ChunkFields.vector(unit.length), unit, limit, filter.orElse(null));
        List<Integer> found = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(near, limit).scoreDocs) {
            found.add(hit.doc);
        }
        return found;
    }

    /** What to leave out; empty if everything can be found, which is searched several times faster. */
    private Optional<Query> filter(ChunkQuery query) {
        if (counts.hidden() == 0 && query.documents().isEmpty()) {
            return Optional.empty();
        }
        var filter = new BooleanQuery.Builder()
                .add(NumericDocValuesField.newSlowExactQuery(ChunkFields.STAGED, 0), Occur.FILTER)
                .add(NumericDocValuesField.newSlowExactQuery(ChunkFields.AVAILABLE, 1), Occur.FILTER);
        query.documents().ifPresent(documents -> {
            List<BytesRef> ids =
                    documents.stream().map(id -> new BytesRef(id.value())).toList();
            filter.add(new TermInSetQuery(ChunkFields.DOCUMENT, ids), Occur.FILTER);
        });
        return Optional.of(filter.build());
    }

    private Map<Integer, Match> matches(
            Set<Integer> met, Map<Integer, Float> relevance, QuestionTerms terms, Optional<Embedding> question)
            throws IOException {
        var values = new ChunkValues(reader, question.map(ChunkFields::unit));
        Map<Integer, Match> matches = new LinkedHashMap<>();
        for (int doc : met) {
            values.moveTo(doc);
            matches.put(
                    doc,
                    new Match(
                            values.id(),
                            values.knowledgeBase(),
                            values.document(),
                            values.documentName(),
                            terms.similarity(values.terms()),
                            relevance.getOrDefault(doc, 0f),
                            values.cosine(),
                            values.tags()));
        }
        return matches;
    }
}
