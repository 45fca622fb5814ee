package dev.footnote.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Passages with questions, of which people know the passages that answer them.
 *
 * @param texts the passages, by name
 */
record JudgedPassages(Map<String, String> texts, List<Asked> questions) {

    private static final ObjectMapper JSON = new ObjectMapper();

    JudgedPassages {
        texts = Map.copyOf(texts);
        questions = List.copyOf(questions);
    }

    /**
     * A question.
     *
     * @param relevant how well the passages of these names answer it; those that are missing do not
     */
    record Asked(String text, Map<String, Integer> relevant) {
        Asked {
            relevant = Map.copyOf(relevant);
        }
    }

    /** Abstracts of science and claims about them; empty if the files are not there. */
    static Optional<JudgedPassages> scifact(Path data) {
        Optional<Path> corpus = file(data, "scifact-corpus.jsonl.gz");
        Optional<Path> claims = file(data, "scifact-queries.tsv");
        Optional<Path> judged = file(data, "scifact-qrels.txt");
        if (corpus.isEmpty() || claims.isEmpty() || judged.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(() -> {
            Map<String, Map<String, Integer>> relevant = new HashMap<>();
            for (String line : Files.readAllLines(judged.get())) {
                String[] cells = line.split("\\s+", -1);
                relevant.computeIfAbsent(cells[0], claim -> new HashMap<>()).put(cells[2], Integer.parseInt(cells[3]));
            }
            List<Asked> questions = Files.readAllLines(claims.get()).stream()
                    .map(line -> line.split("\t", 2))
                    .filter(cells -> relevant.containsKey(cells[0]))
                    .map(cells -> new Asked(cells[1], relevant.getOrDefault(cells[0], Map.of())))
                    .toList();
            return new JudgedPassages(abstracts(corpus.get()), questions);
        }));
    }

    private static Map<String, String> abstracts(Path corpus) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (var lines = new BufferedReader(new InputStreamReader(unzipped(corpus), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                texts.put(
                        row.path("id").asText(),
                        row.path("title").asText() + "\n" + row.path("text").asText());
            }
        }
        return texts;
    }

    /** Paragraphs of an encyclopedia and questions to them; empty if the file is not there. */
    static Optional<JudgedPassages> xquad(Path data) {
        return file(data, "xquad-en.json.gz")
                .map(file -> read(() -> {
                    Map<String, String> texts = new HashMap<>();
                    List<Asked> questions = new ArrayList<>();
                    for (JsonNode article : JSON.readTree(unzipped(file)).path("data")) {
                        for (JsonNode paragraph : article.path("paragraphs")) {
                            String name = "p" + texts.size();
                            texts.put(name, paragraph.path("context").asText());
                            paragraph
                                    .path("qas")
                                    .forEach(row -> questions.add(
                                            new Asked(row.path("question").asText(), Map.of(name, 1))));
                        }
                    }
                    return new JudgedPassages(texts, questions);
                }));
    }

    private static Optional<Path> file(Path data, String name) {
        return Stream.of(data.resolve("retrieval").resolve(name), data.resolve(name))
                .filter(Files::exists)
                .findFirst();
    }

    private static InputStream unzipped(Path file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(file));
    }

    @FunctionalInterface
    private interface Reading {
        JudgedPassages read() throws IOException;
    }

    private static JudgedPassages read(Reading reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("the judged passages cannot be read", e);
        }
    }
}
