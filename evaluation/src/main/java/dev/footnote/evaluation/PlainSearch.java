package dev.footnote.evaluation;

import dev.footnote.adapter.lucene.ChunkAnalyzer;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/** What is searched without the product: words by Lucene as it comes, or vectors one by one. */
final class PlainSearch {

    private static final int MOST = 10;

    private final IndexSearcher searcher;
    private final QueryBuilder queries;
    private final EmbeddingModel model;
    private final Map<String, Embedding> vectors = new HashMap<>();

    PlainSearch(Map<String, String> texts, EmbeddingModel model) {
        this.model = model;
        Analyzer analyzer = new ChunkAnalyzer();
        this.queries = new QueryBuilder(analyzer);
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (var entry : texts.entrySet()) {
                var document = new Document();
                document.add(new StringField("name", entry.getKey(), Store.YES));
                document.add(new TextField("text", entry.getValue(), Store.NO));
                writer.addDocument(document);
                vectors.put(
                        entry.getKey(),
                        model.embed(Purpose.PASSAGE, List.of(entry.getValue())).getFirst());
            }
            writer.commit();
            this.searcher = new IndexSearcher(DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("the plain index failed", e);
        }
    }

    /** The ten best by BM25, with the product's own terms. */
    List<String> byWords(String question) {
        Query query = queries.createBooleanQuery("text", question);
        List<String> found = new ArrayList<>();
        try {
            if (query != null) {
                for (ScoreDoc hit : searcher.search(query, MOST).scoreDocs) {
                    found.add(String.valueOf(
                            searcher.storedFields().document(hit.doc).get("name")));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the plain index failed", e);
        }
    }

    /** The ten nearest. */
    List<String> byVector(String question) {
        Embedding asked = model.embed(Purpose.QUESTION, List.of(question)).getFirst();
        var best = new PriorityQueue<Near>(Comparator.comparingDouble(Near::cosine));
        vectors.forEach((name, vector) -> {
            best.add(new Near(name, vector.cosine(asked)));
            if (best.size() > MOST) {
                best.remove();
            }
        });
        return best.stream()
                .sorted(Comparator.comparingDouble(Near::cosine).reversed())
                .map(Near::name)
                .toList();
    }

    private record Near(String name, double cosine) {}
}
