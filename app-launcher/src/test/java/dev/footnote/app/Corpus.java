package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small documents in a dataset of their own, each with a word that no other has. */
record Corpus(ApiClient client, String name, String dataset, Map<String, String> words) {

    /** Makes {@code count} documents. */
    static Corpus upload(ApiClient client, String name, int count) throws Exception {
        String dataset = client.post("/datasets", Map.of("name", name)).path("id").asText();
        Path folder = Files.createTempDirectory("corpus");
        var words = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            String word = "zyx%dqua".formatted(i * 7919 + 10_000);
            Path file = folder.resolve("document-%d.txt".formatted(i));
            Files.writeString(file, "Station %d keeps its spare parts in the %s box behind the door.".formatted(i, word));
            String id = client.upload("/datasets/%s/documents".formatted(dataset), file)
                    .path(0)
                    .path("id")
                    .asText();
            words.put(id, word);
            Files.delete(file);
        }
        Files.delete(folder);
        return new Corpus(client, name, dataset, words);
    }

    Corpus seenBy(ApiClient other) {
        return new Corpus(other, name, dataset, words);
    }

    /** Has all of them parsed. */
    void parse() {
        client.post("/datasets/%s/chunks".formatted(dataset), Map.of("document_ids", List.copyOf(words.keySet())));
    }

    /** All of them, as they are now. */
    List<JsonNode> listed() {
        var listed = new ArrayList<JsonNode>();
        client.get("/datasets/%s/documents?page_size=1024".formatted(dataset))
                .path("docs")
                .forEach(listed::add);
        return listed;
    }

    /** How many are in this state. */
    long count(String run) {
        return listed().stream()
                .filter(document -> document.path("run").asText().equals(run))
                .count();
    }

    /** Asks for each word and wants the one document. */
    void assertEachIsFound() {
        String chat = CrashTest.chat(client, name, List.of(dataset));
        String session = CrashTest.session(client, chat);
        words.forEach((document, word) -> {
            JsonNode answer = CrashTest.ask(client, chat, session, "What about " + word + "?");
            assertThat(answer.path("reference").path("chunks"))
                    .as("chunks for %s", word)
                    .anySatisfy(chunk ->
                            assertThat(chunk.path("document_id").asText()).isEqualTo(document));
        });
    }
}
