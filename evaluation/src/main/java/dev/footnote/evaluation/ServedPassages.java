package dev.footnote.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.domain.retrieval.RetrievalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Passages in a dataset of a server, loaded and searched over HTTP; the dataset goes when this is closed. */
final class ServedPassages implements SearchedCollection, AutoCloseable {

    private static final int AT_ONCE = 100;
    private static final String SUFFIX = ".txt";

    private final RunningServer server;
    private final String dataset;

    /** Makes a dataset of the default embedding model with each of {@code texts} as a document of one chunk. */
    ServedPassages(RunningServer server, String name, Map<String, String> texts) {
        this.server = server;
        try {
            this.dataset =
                    server.post("/datasets", Map.of("name", name)).path("id").asText();
            List<String> names = List.copyOf(texts.keySet());
            for (int from = 0; from < names.size(); from += AT_ONCE) {
                load(names.subList(from, Math.min(from + AT_ONCE, names.size())), texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void load(List<String> names, Map<String, String> texts) throws IOException {
        List<String> files = names.stream().map(name -> name + SUFFIX).toList();
        for (JsonNode document : server.uploadEmpty("/datasets/%s/documents".formatted(dataset), files)) {
            String path = "/datasets/%s/documents/%s/chunks"
                    .formatted(dataset, document.path("id").asText());
            String text = texts.getOrDefault(name(document.path("name").asText()), "");
            server.post(path, Map.of("content", text));
        }
    }

    private static String name(String file) {
        return file.substring(0, file.length() - SUFFIX.length());
    }

    @Override
    public List<String> found(String question, RetrievalSettings settings) {
        try {
            JsonNode answer = server.post(
                    "/retrieval",
                    Map.of(
                            "question", question,
                            "dataset_ids", List.of(dataset),
                            "page_size", settings.topN(),
                            "top_k", settings.topK(),
                            "similarity_threshold", settings.similarityThreshold(),
                            "vector_similarity_weight", settings.vectorWeight()));
            List<String> found = new ArrayList<>();
            answer.path("chunks")
                    .forEach(chunk ->
                            found.add(name(chunk.path("document_keyword").asText())));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        server.delete("/datasets", Map.of("ids", List.of(dataset)));
    }
}
