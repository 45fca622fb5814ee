package dev.footnote.adapter.lucene;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /** @param reader of {@link ShownChunks} */
    ChunkSearch(IndexReader reader, ChunkAnalyzer analyzer) {
        this.reader = reader;
        this.analyzer = analyzer;
        this.searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // a cache would outlive the readers, which are of this search only
        this.counts = new TermCounts(searcher);
    }

    /** What was met, with the number that the reader has for it. */
    Map<Integer, Match> find(ChunkQuery query) throws IOException {
        int limit = Math.min(query.limit(), reader.numDocs());
        if (limit == 0) {
            return Map.of();
        }
        QuestionTerms terms = QuestionTerms.of(query.text(), analyzer, counts);
        Optional<float[]> question = query.embedding().map(ChunkFields::unit);
        Optional<Query> filter = query.documents().map(ChunkSearch::among);
        Set<Integer> met = new TreeSet<>(); // values are read fastest in the order of the index
        if (!terms.isEmpty()) {
            met.addAll(byWords(terms.query(), filter, limit));
        }
        Map<Integer, Float> near = question.isEmpty() ? Map.of() : byVector(question.get(), filter, limit);
        met.addAll(near.keySet());
        return matches(met, near, terms, question);
    }

    private List<Integer> byWords(Query words, Optional<Query> filter, int limit) throws IOException {
        Query query = filter.<Query>map(chosen -> new BooleanQuery.Builder()
                        .add(words, Occur.MUST)
                        .add(chosen, Occur.FILTER)
                        .build())
                .orElse(words);
        return Arrays.stream(searcher.search(query, limit).scoreDocs)
                .map(hit -> hit.doc)
                .toList();
    }

    /** The nearest, with their cosines. */
    private Map<Integer, Float> byVector(float[] unit, Optional<Query> filter, int limit) throws IOException {
        if (reader.numDocs() <= SMALL || filter.isPresent()) {
            return new Vectors(reader).nearest(unit, filter.orElse(MatchAllDocsQuery.INSTANCE), limit);
        }
        var near = new KnnFloatVectorQuery(ChunkFields.vector(unit.length), unit, limit + spare(limit));
        Map<Integer, Float> found = new HashMap<>();
        for (ScoreDoc hit : searcher.search(near, limit).scoreDocs) {
            found.put(hit.doc, ChunkFields.cosine(hit.score));
        }
        return found;
    }

    /** Lucene looks at more than it is asked for where it has several segments; a lone one needs this as much. */
    private int spare(int limit) {
        return reader.leaves().size() == 1 ? 4 * (int) Math.sqrt(limit) : 0;
    }

    private static Query among(Set<DocumentId> documents) {
        List<BytesRef> ids =
                documents.stream().map(id -> new BytesRef(id.value())).toList();
        return new TermInSetQuery(ChunkFields.DOCUMENT, ids);
    }

    private Map<Integer, Match> matches(
            Set<Integer> met, Map<Integer, Float> near, QuestionTerms terms, Optional<float[]> question)
            throws IOException {
        var values = new ChunkValues(reader, question);
        Map<Integer, Match> matches = new LinkedHashMap<>();
        for (int doc : met) {
            values.moveTo(doc);
            ChunkBytes chunk = values.chunk();
            QuestionTerms.Shared shared = terms.shared(chunk.codes());
            Float cosine = near.get(doc);
            matches.put(
                    doc,
                    new Match(
                            chunk.id(),
                            chunk.knowledgeBase(),
                            chunk.document(),
                            chunk.documentName(),
                            shared.similarity(),
                            shared.relevance(),
                            cosine == null ? values.cosine() : cosine,
                            values.tags()));
        }
        return matches;
    }
}
