package dev.footnote.adapter.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worked out from a chunk's terms is the score by which Lucene finds it. */
class RelevanceTest {

    private static final List<Chunk> CHUNKS = List.of(
            chunk(1, "france.md", "The Bastille fell in July. The Bastille was a prison.", List.of(), List.of()),
            chunk(2, "prison.md", "It was pulled down " + "stone by stone ".repeat(300), List.of(), List.of()),
            chunk(3, "c.md", "Nothing of that.", List.of("Bastille", "prison"), List.of("When did the prison fall?")),
            chunk(4, "bastille_prison.md", "巴士底狱是一座监狱。 The prison is 监狱 in Chinese.", List.of("监狱"), List.of()),
            chunk(5, "e.md", "A river runs through the town.", List.of(), List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "When did the Bastille fall?",
                "prison of stone",
                "巴士底狱 prison",
                "监狱",
                "river river town",
                "zebra"
            })
    void isTheScoreOfASearch(String question) throws IOException {
        try (var directory = new ByteBuffersDirectory();
                var analyzer = new ChunkAnalyzer()) {
            try (var writer = new IndexWriter(directory, new IndexWriterConfig())) {
                for (Chunk chunk : CHUNKS) {
                    var indexed = new IndexedChunk(chunk, Embedding.of(new float[] {1, chunk.order()}));
                    writer.addDocument(ChunkFields.toDocument(indexed, false, analyzer));
                }
            }
            try (var reader = DirectoryReader.open(directory)) {
                var searcher = new IndexSearcher(reader);
                var counts = new TermCounts(searcher);
                QuestionTerms terms = QuestionTerms.of(question, analyzer, counts);
                Map<Integer, Float> found = new HashMap<>();
                for (ScoreDoc hit : searcher.search(terms.query(), CHUNKS.size()).scoreDocs) {
                    found.put(hit.doc, hit.score);
                }

                var values = new ChunkValues(reader, Optional.empty());
                for (int doc = 0; doc < CHUNKS.size(); doc++) {
                    values.moveTo(doc);
                    double score = terms.shared(values.chunk().codes()).relevance();

                    assertThat(score)
                            .as("%s in %s", question, values.chunk().id())
                            .isCloseTo(found.getOrDefault(doc, 0f), within(1e-4));
                }
                assertThat(found.isEmpty()).isEqualTo(question.equals("zebra"));
            }
        }
    }

    private static Chunk chunk(int number, String name, String content, List<String> keywords, List<String> questions) {
        return new Chunk(
                new ChunkId("chunk-" + number),
                new KnowledgeBaseId("base"),
                new DocumentId("document-" + number),
                name,
                content,
                keywords,
                questions,
                List.of(),
                10,
                true,
                number,
                Instant.EPOCH);
    }
}
