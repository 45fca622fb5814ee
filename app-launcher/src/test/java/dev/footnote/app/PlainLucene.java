package dev.footnote.app;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/**
 * The leanest program that searches an index of Footnote, or builds one, with Lucene alone. It knows the names of the
 * index's fields, which nothing else outside {@code adapter-lucene} does.
 */
final class PlainLucene implements AutoCloseable {

    private static final int CANDIDATES = 100;
    private static final float VECTOR_WEIGHT = 0.3f;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    PlainLucene(Path folder) throws IOException {
        reader = DirectoryReader.open(FSDirectory.open(folder));
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
    }

    /** A hundred by words, a hundred by vector, weighed, and the texts of the best eight; how long these are. */
    int search(String question, Embedding asked, Optional<String> document) throws IOException {
        Optional<Query> filter = document.map(id -> new TermQuery(new Term("document", id)));
        var words = new BooleanQuery.Builder();
        for (String word : question.split(" ", -1)) {
            words.add(new TermQuery(new Term("content", word)), Occur.SHOULD);
        }
        Query byWords = words.build();
        if (filter.isPresent()) {
            byWords = new BooleanQuery.Builder()
                    .add(byWords, Occur.MUST)
                    .add(filter.get(), Occur.FILTER)
                    .build();
        }
        var byVector = new KnnFloatVectorQuery(
                "vector_" + asked.dimension(), asked.toArray(), CANDIDATES, filter.orElse(null));
        Map<Integer, Float> scores = new HashMap<>();
        weigh(searcher.search(byWords, CANDIDATES).scoreDocs, 1 - VECTOR_WEIGHT, scores);
        weigh(searcher.search(byVector, CANDIDATES).scoreDocs, VECTOR_WEIGHT, scores);
        int length = 0;
        var stored = searcher.storedFields();
        for (int doc : scores.entrySet().stream()
                .sorted(Map.Entry.<Integer, Float>comparingByValue(Comparator.reverseOrder()))
                .limit(8)
                .map(Map.Entry::getKey)
                .toList()) {
            length += stored.document(doc).get("content").length();
        }
        return length;
    }

    private static void weigh(ScoreDoc[] hits, float weight, Map<Integer, Float> scores) {
        for (ScoreDoc hit : hits) {
            scores.merge(hit.doc, weight * hit.score / hits[0].score, Float::sum);
        }
    }

    /** Builds an index of {@code parts}, each on a thread of its own, and commits it. */
    static void build(Path folder, List<List<IndexedChunk>> parts) throws Exception {
        try (var directory = FSDirectory.open(folder);
                var writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
            List<Thread> threads = new ArrayList<>();
            for (List<IndexedChunk> part : parts) {
                threads.add(Thread.ofPlatform().start(() -> write(writer, part)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            writer.commit();
            writer.rollback(); // as when a server ends: merges are not waited for
        }
    }

    private static void write(IndexWriter writer, List<IndexedChunk> chunks) {
        try {
            for (IndexedChunk chunk : chunks) {
                var document = new Document();
                document.add(new StringField("id", chunk.chunk().id().value(), Store.YES));
                document.add(new TextField("content", chunk.chunk().content(), Store.YES));
                document.add(new KnnFloatVectorField(
                        "vector", chunk.embedding().toArray(), VectorSimilarityFunction.DOT_PRODUCT));
                writer.addDocument(document);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
