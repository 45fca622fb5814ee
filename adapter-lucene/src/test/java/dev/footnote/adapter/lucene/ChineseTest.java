package dev.footnote.adapter.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.retrieval.ChunkQuery;
import dev.footnote.domain.retrieval.HybridRanking;
import dev.footnote.domain.retrieval.Match;
import dev.footnote.domain.retrieval.Ranked;
import dev.footnote.domain.retrieval.RetrievalSettings;
import dev.footnote.ports.index.Matches;
import dev.footnote.ports.runtime.Background;
import dev.footnote.testkit.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty paragraphs in Chinese, with a question to each, in other words where people would use others. */
class ChineseTest {

    private static final KnowledgeBaseId BASE = new KnowledgeBaseId("chinese");
    private static final RetrievalSettings BY_WORDS = new RetrievalSettings(5, 64, 0, 0);

    @TempDir
    Path folder;

    private final List<String[]> rows = rows();
    private LuceneChunkIndex index;

    @BeforeEach
    void fillTheIndex() {
        index = LuceneChunkIndex.open(folder, Duration.ofMinutes(10), Background.EQUAL);
        List<IndexedChunk> chunks = new ArrayList<>();
        for (int at = 0; at < rows.size(); at++) {
            var document = new DocumentId("d" + at);
            chunks.add(new IndexedChunk(Samples.text(BASE, "c" + at, document, rows.get(at)[0]), Embedding.of(1, 0)));
        }
        index.put(BASE, chunks);
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    @Test
    void findsTheParagraphAmongFiveByWordsAlone() {
        List<String> missed = IntStream.range(0, rows.size())
                .filter(at -> !found(rows.get(at)[1]).contains("c" + at))
                .mapToObj(at -> rows.get(at)[1])
                .toList();

        assertThat(rows).hasSize(40);
        assertThat(missed).as("of 40").hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void findsLatinWordsAmongChineseOnesAndChineseAmongLatin() {
        assertThat(found("Footnote port 端口")).startsWith("c39");
        assertThat(found("What does footnote.properties hold?")).startsWith("c39");
        assertThat(found("How many units has the 三峡大坝?")).startsWith("c27");
    }

    @Test
    void readsFullWidthLettersAndDigitsAsTheOthers() {
        assertThat(found("Ｆｏｏｔｎｏｔｅ ９３８０")).startsWith("c39");
    }

    private List<String> found(String question) {
        var query = new ChunkQuery(question, Optional.empty(), Set.of(BASE), Optional.empty(), 64);
        try (Matches met = index.search(query)) {
            return new HybridRanking(BY_WORDS, 0)
                    .best(met.all(), true, 5).stream()
                            .map(Ranked::match)
                            .map(Match::chunk)
                            .map(chunk -> chunk.value())
                            .toList();
        }
    }

    private static List<String[]> rows() {
        try (var in = Objects.requireNonNull(ChineseTest.class.getResourceAsStream("chinese.tsv"), "chinese.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
