package dev.footnote.adapter.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.Candidate;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.HybridRanking;
import dev.footnote.domain.retrieval.Match;
import dev.footnote.domain.retrieval.Ranked;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.runtime.Background;
import dev.footnote.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many chunks of 128 words, with vectors of 384 numbers and an intrinsic dimension of 64, beside plain Lucene. */
class LargeIndexTest {

    private static final KnowledgeBaseId BASE = new KnowledgeBaseId("large");
    private static final DocumentId DOCUMENT = new DocumentId("d");
    private static final int DIMENSION = 384;
    private static final int INTRINSIC = 64;
    private static final int WORDS = 128;
    private static final int BATCH = 1_000;
    private static final int CANDIDATES = 100;
    private static final int QUESTIONS = 200;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final float[][] basis = new float[INTRINSIC][DIMENSION];
    private final List<float[]> vectors = new ArrayList<>();

    @Test
    void findsTheNearestOfTenThousand() throws IOException {
        try (LuceneChunkIndex index = filled(10_000)) {
            Path plainFolder = folder.resolve("plain");
            plain(plainFolder);
            try (var reader = DirectoryReader.open(FSDirectory.open(plainFolder))) {
                var searcher = new IndexSearcher(reader);
                double plain = recall(400, asked -> nearestOf(searcher, asked));
                double recall = recall(400, asked -> nearestOf(index, asked));

                assertThat(recall).isGreaterThanOrEqualTo(Math.max(0.98, plain - 0.005));
            }
        }
    }

    @Test
    @Tag("large")
    void servesAHundredThousandNearlyAsFastAsPlainLucene() throws IOException {
        long begun = System.nanoTime();
        try (LuceneChunkIndex index = filled(100_000)) {
            double built = seconds(begun);
            double recall = recall(100, asked -> nearestOf(index, asked));
            begun = System.nanoTime();
            Path plainFolder = folder.resolve("plain");
            plain(plainFolder);
            double plainBuilt = seconds(begun);
            try (var reader = DirectoryReader.open(FSDirectory.open(plainFolder))) {
                var searcher = new IndexSearcher(reader);
                double plainRecall = recall(100, asked -> nearestOf(searcher, asked));
                searchPlain(searcher); // so that all code is compiled
                searchOurs(index);
                List<Double> ratios = new ArrayList<>();
                for (int round = 0; round < 5; round++) {
                    double raw = seconds(() -> searchPlain(searcher));
                    ratios.add(raw / seconds(() -> searchOurs(index)));
                }
                ratios.sort(Comparator.naturalOrder());
                long used = Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
                System.out.printf(
                        "100,000 chunks: built in %.0f s, plain in %.0f s; recall@10 %.3f, plain %.3f; searches to plain ones %s; heap %d MB, RSS %s%n",
                        built, plainBuilt, recall, plainRecall, ratios, used >> 20, resident());
                assertThat(recall).as("recall@10").isGreaterThanOrEqualTo(Math.max(0.98, plainRecall - 0.005));
                assertThat(ratios.get(2))
                        .as("rate of searches to that of plain Lucene")
                        .isGreaterThan(0.5);
            }
        }
    }

    private LuceneChunkIndex filled(int chunks) {
        for (float[] row : basis) {
            fill(row);
        }
        LuceneChunkIndex index =
                LuceneChunkIndex.open(folder.resolve("index"), Duration.ofMinutes(10), Background.EQUAL);
        for (int from = 0; from < chunks; from += BATCH) {
            List<IndexedChunk> batch = IntStream.range(from, from + BATCH)
                    .mapToObj(at ->
                            new IndexedChunk(Samples.text(BASE, "c" + at, DOCUMENT, text(at)), Embedding.of(vector())))
                    .toList();
            index.stage(BASE, batch);
        }
        index.publish(BASE, DOCUMENT);
        return index;
    }

    private void fill(float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextGaussian();
        }
    }

    private float[] vector() {
        float[] unit = direction(random);
        vectors.add(unit);
        return unit;
    }

    private float[] direction(Random random) {
        float[] sum = new float[DIMENSION];
        for (float[] row : basis) {
            float weight = (float) random.nextGaussian();
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] += weight * row[i];
            }
        }
        return ChunkFields.unit(Embedding.of(sum));
    }

    private static String text(int seed) {
        var words = new StringBuilder();
        var random = new Random(seed);
        for (int i = 0; i < WORDS; i++) {
            words.append("w")
                    .append((int) Math.exp(random.nextDouble() * Math.log(50_000)))
                    .append(' ');
        }
        return words.toString();
    }

    private interface Nearest {
        /** The ten that are found nearest. */
        Stream<String> of(float[] asked) throws IOException;
    }

    /** The share of the ten nearest that are found. */
    private double recall(int questions, Nearest search) throws IOException {
        var random = new Random(11);
        long found = 0;
        for (int q = 0; q < questions; q++) {
            float[] asked = direction(random);
            found += search.of(asked).filter(nearest(asked)::contains).count();
        }
        return found / (10.0 * questions);
    }

    private static Stream<String> nearestOf(LuceneChunkIndex index, float[] asked) {
        var query = new ChunkQuery("", Optional.of(Embedding.of(asked)), Set.of(BASE), Optional.empty(), CANDIDATES);
        try (Matches met = index.search(query)) {
            return met.all().stream()
                    .sorted(Comparator.comparingDouble(Match::cosine).reversed())
                    .limit(10)
                    .map(match -> match.chunk().value());
        }
    }

    private static Stream<String> nearestOf(IndexSearcher plain, float[] asked) throws IOException {
        List<String> found = new ArrayList<>();
        for (ScoreDoc hit : plain.search(new KnnFloatVectorQuery("vector", asked, CANDIDATES), 10).scoreDocs) {
            found.add(plain.storedFields().document(hit.doc).get("id"));
        }
        return found.stream();
    }

    private Set<String> nearest(float[] asked) {
        double[] cosines =
                vectors.stream().mapToDouble(vector -> dot(asked, vector)).toArray();
        return IntStream.range(0, cosines.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer at) -> -cosines[at]))
                .limit(10)
                .map(at -> "c" + at)
                .collect(Collectors.toSet());
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    private void plain(Path into) throws IOException {
        try (var writer = new IndexWriter(FSDirectory.open(into), new IndexWriterConfig(new StandardAnalyzer()))) {
            for (int at = 0; at < vectors.size(); at++) {
                var document = new Document();
                document.add(new StringField("id", "c" + at, Store.YES));
                document.add(new TextField("text", text(at), Store.YES));
                document.add(new KnnFloatVectorField("vector", vectors.get(at), VectorSimilarityFunction.DOT_PRODUCT));
                writer.addDocument(document);
            }
        }
    }

    /** As plainly as it goes: a hundred by words, a hundred by vector, the texts of eight. */
    private void searchPlain(IndexSearcher searcher) throws IOException {
        for (int q = 0; q < QUESTIONS; q++) {
            var words = new BooleanQuery.Builder();
            for (String word : question(q).split(" ")) {
                words.add(new TermQuery(new Term("text", word)), Occur.SHOULD);
            }
            List<ScoreDoc> hits = new ArrayList<>(List.of(searcher.search(words.build(), CANDIDATES).scoreDocs));
            float[] asked = vectors.get(q * 31 % vectors.size());
            hits.addAll(List.of(
                    searcher.search(new KnnFloatVectorQuery("vector", asked, CANDIDATES), CANDIDATES).scoreDocs));
            hits.sort(Comparator.comparingDouble((ScoreDoc hit) -> hit.score).reversed());
            for (ScoreDoc hit : hits.subList(0, 8)) {
                assertThat(searcher.storedFields().document(hit.doc).get("text"))
                        .isNotEmpty();
            }
        }
    }

    private void searchOurs(LuceneChunkIndex index) {
        var ranking = new HybridRanking(new RetrievalSettings(8, CANDIDATES, 0, 0.3), 0);
        for (int q = 0; q < QUESTIONS; q++) {
            Embedding asked = Embedding.of(vectors.get(q * 31 % vectors.size()));
            var query = new ChunkQuery(question(q), Optional.of(asked), Set.of(BASE), Optional.empty(), CANDIDATES);
            try (Matches met = index.search(query)) {
                List<Match> best = ranking.best(met.all(), false, 8).stream()
                        .map(Ranked::match)
                        .toList();
                List<Candidate> loaded = met.load(best);
                assertThat(loaded).hasSize(8);
            }
        }
    }

    private static String question(int seed) {
        var random = new Random(-seed - 1L);
        return IntStream.range(0, 7)
                .mapToObj(i -> "w" + (int) Math.exp((0.3 + 0.7 * random.nextDouble()) * Math.log(50_000)))
                .collect(Collectors.joining(" "));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static double seconds(Work work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        return seconds(begun);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }
}
