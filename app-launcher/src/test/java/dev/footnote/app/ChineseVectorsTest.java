package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Chinese embedding model in files, set as the documentation says, finds forty paragraphs by forty questions. */
class ChineseVectorsTest {

    private static final Path QUESTIONS =
            Path.of("..", "adapter-lucene/src/test/resources/dev/footnote/adapter/lucene/chinese.tsv");

    @TempDir
    static Path home;

    @Test
    void findsChineseParagraphsByVectorsAloneAndWithWords() throws Exception {
        List<String[]> rows = Files.readAllLines(QUESTIONS).stream()
                .map(line -> line.split("\t", 2))
                .toList();
        Path model = Files.createDirectories(home.resolve("bge-small-zh"));
        unpack("/bge-small-zh-v1.5-q.onnx", model.resolve("model.onnx"));
        unpack("/bge-small-zh-v1.5-q-tokenizer.json", model.resolve("tokenizer.json"));
        Map<String, String> settings = Map.of(
                "FOOTNOTE_HOME", home.toString(),
                "FOOTNOTE_HTTP_PORT", "0",
                "FOOTNOTE_LIMITS_REQUESTS", "0",
                "FOOTNOTE_MODELS_LIST", "chinese",
                "FOOTNOTE_MODELS_CHINESE_NAME", "bge-small-zh-v1.5@Local",
                "FOOTNOTE_MODELS_CHINESE_PATH", model.toString(),
                "FOOTNOTE_MODELS_CHINESE_DIMENSION", "512",
                "FOOTNOTE_MODELS_CHINESE_QUESTION_PREFIX", "为这个句子生成表示以用于检索相关文章：",
                "FOOTNOTE_MODELS_CHINESE_UNRELATED_COSINE", "0.3");

        try (App app = App.start(AppConfig.from(settings, home), notice -> {})) {
            var client = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
            var dataset = new Filled(client, rows);

            assertThat(dataset.missed(1)).as("of 40, by vectors alone").isEmpty();
            assertThat(dataset.missed(0.3)).as("of 40, with words").isEmpty();
            assertThat(dataset.missed(0)).as("of 40, by words alone").hasSizeLessThanOrEqualTo(4);
        }
    }

    private static void unpack(String resource, Path file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ChineseVectorsTest.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, file);
        }
    }

    /** A dataset with a chunk for each row. */
    private static final class Filled {

        private final ApiClient client;
        private final String id;
        private final Map<String, String> questions = new HashMap<>();

        Filled(ApiClient client, List<String[]> rows) throws IOException {
            this.client = client;
            var wanted = Map.of("name", "Chinese", "embedding_model", "bge-small-zh-v1.5@Local");
            this.id = client.post("/datasets", wanted).path("id").asText();
            Path file = Files.writeString(home.resolve("paragraphs.txt"), "-");
            String document = client.upload("/datasets/%s/documents".formatted(id), file)
                    .path(0)
                    .path("id")
                    .asText();
            for (String[] row : rows) {
                String path = "/datasets/%s/documents/%s/chunks".formatted(id, document);
                client.post(path, Map.of("content", row[0]));
                questions.put(row[1], row[0]);
            }
            assertThat(questions).hasSize(40);
        }

        /** The questions whose paragraph is not among the first five. */
        List<String> missed(double vectorWeight) {
            var missed = new ArrayList<String>();
            questions.forEach((question, paragraph) -> {
                var asked = Map.of(
                        "question",
                        question,
                        "dataset_ids",
                        List.of(id),
                        "page_size",
                        5,
                        "similarity_threshold",
                        0,
                        "vector_similarity_weight",
                        vectorWeight);
                boolean found = false;
                for (JsonNode chunk : client.post("/retrieval", asked).path("chunks")) {
                    found |= chunk.path("content").asText().equals(paragraph);
                }
                if (!found) {
                    missed.add(question);
                }
            });
            return missed;
        }
    }
}
