package dev.footnote.adapter.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.Match;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is staged or not available stands beside the rest, in its segment or in one of its own. */
class ShownChunksTest {

    private static final KnowledgeBaseId BASE = new KnowledgeBaseId("base");
    private static final Embedding VECTOR = Embedding.of(new float[] {1, 0});

    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final ChunkAnalyzer analyzer = new ChunkAnalyzer();
    private final ShownChunks shown = new ShownChunks();
    private DirectoryReader reader;

    @BeforeEach
    void write() throws IOException {
        var config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
        try (var writer = new IndexWriter(directory, config)) {
            add(writer, "a", "The river runs.", true, false);
            add(writer, "staged", "The river and the lake.", true, true);
            add(writer, "b", "The town.", true, false);
            add(writer, "off", "The river freezes.", false, false);
            writer.commit();
            add(writer, "alone", "The river and the lake.", true, true);
            writer.commit();
            add(writer, "c", "The hill.", true, false);
        }
        reader = DirectoryReader.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        analyzer.close();
        directory.close();
    }

    private void add(IndexWriter writer, String id, String content, boolean available, boolean staged)
            throws IOException {
        var chunk = new Chunk(
                new ChunkId(id),
                BASE,
                new DocumentId("document"),
                "file.txt",
                content,
                List.of(),
                List.of(),
                List.of(),
                3,
                available,
                0,
                Instant.EPOCH);
        writer.addDocument(ChunkFields.toDocument(new IndexedChunk(chunk, VECTOR), staged, analyzer));
    }

    @Test
    void findsAndCountsNothingElse() throws IOException {
        try (var all = shown.in(List.of(reader))) {
            var counts = new TermCounts(new IndexSearcher(all));

            assertThat(all.leaves()).hasSize(2);
            assertThat(counts.all()).isEqualTo(3);
            assertThat(counts.having(counts.places("town"))).isEqualTo(1);
            assertThat(counts.having(counts.places("lake"))).isZero();
        } finally {
            reader.close();
        }
    }

    @Test
    void findsByWordsWhatIsShown() throws IOException {
        try (LuceneMatches matches = search(Optional.empty())) {
            assertThat(ids(matches)).containsExactly("a");
        }
    }

    @Test
    void findsByVectorWhatIsShown() throws IOException {
        try (LuceneMatches matches = search(Optional.of(VECTOR))) {
            assertThat(ids(matches)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void letsGoOfAllThatWasSearched() throws IOException {
        List<IndexReader> segments = reader.leaves().stream()
                .<IndexReader>map(LeafReaderContext::reader)
                .toList();

        search(Optional.of(VECTOR)).close();

        assertThat(reader.getRefCount()).isZero();
        assertThat(segments).hasSize(3).allMatch(segment -> segment.getRefCount() == 0);
    }

    private LuceneMatches search(Optional<Embedding> vector) throws IOException {
        var query = new ChunkQuery("Which river has a lake?", vector, Set.of(BASE), Optional.empty(), 10);
        return LuceneMatches.of(new ArrayList<>(List.of(reader)), query, analyzer, shown);
    }

    private static List<String> ids(LuceneMatches matches) {
        return matches.all().stream().map(Match::chunk).map(ChunkId::value).toList();
    }
}
