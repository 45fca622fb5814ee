package dev.footnote.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** Sentences that people have judged, in a folder of files. */
final class JudgedData {

    /** The number and the address at the head of what was found in the web. */
    private static final Pattern ADDRESS = Pattern.compile("^\\s*(?:\\[\\d+]\\s*)?(?:https?://\\S+)?");

    /** A number that stands for an address. */
    private static final Pattern REFERENCE = Pattern.compile("\\s*\\[\\d+]");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** The files below {@code folder}. */
    JudgedData(Path folder) {
        this.folder = folder;
    }

    /** Where the files are. */
    Path folder() {
        return folder;
    }

    /**
     * A text beside sources.
     *
     * @param sources what the writer had before him, in order
     * @param supported whether people found that the sources say all of it
     */
    record Judged(String text, List<String> sources, boolean supported) {
        Judged {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A claim and a text of many sentences.
     *
     * @param supporting the sets of places in {@code sentences}, each of which supports the claim
     */
    record Located(String claim, List<String> sentences, List<Set<Integer>> supporting) {
        Located {
            sentences = List.copyOf(sentences);
            supporting = List.copyOf(supporting);
        }
    }

    /** Replies of a conversation beside one passage; empty if the file is not there. */
    Optional<List<Judged>> replies(String part) {
        return rows(
                "begin-wow.jsonl.gz",
                row -> row.path("part").asText().equals(part)
                                && !row.path("label").asText().equals("Generic")
                        ? Optional.of(new Judged(
                                row.path("sentence").asText(),
                                List.of(row.path("passage").asText()),
                                row.path("label").asText().equals("Fully attributable")))
                        : Optional.empty());
    }

    /**
     * Claims of long answers beside what was found in the web, without the numbers and addresses by which the one names
     * the other. A claim of which the file has addresses alone is left out, for nothing it was judged by is there.
     * Empty if the file is not there.
     */
    Optional<List<Judged>> webClaims() {
        return rows("expertqa-val.jsonl.gz", row -> {
            List<String> evidence = texts(row.path("evidence")).stream()
                    .map(text -> ADDRESS.matcher(text).replaceFirst("").strip())
                    .filter(text -> !text.isEmpty())
                    .toList();
            return evidence.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Judged(
                            REFERENCE
                                    .matcher(row.path("claim").asText())
                                    .replaceAll("")
                                    .strip(),
                            evidence,
                            row.path("support").asText().equals("Complete")));
        });
    }

    /** Claims with the sentences that support them; empty if the file is not there. */
    Optional<List<Located>> located() {
        return rows("wice-dev.jsonl.gz", row -> {
            var supporting = new ArrayList<Set<Integer>>();
            for (JsonNode set : row.path("supporting_sentences")) {
                var places = new HashSet<Integer>();
                set.forEach(place -> places.add(place.asInt()));
                supporting.add(Set.copyOf(places));
            }
            boolean none = supporting.stream().allMatch(Set::isEmpty);
            return none
                    ? Optional.empty()
                    : Optional.of(new Located(row.path("claim").asText(), texts(row.path("evidence")), supporting));
        });
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private <T> Optional<List<T>> rows(String name, Function<JsonNode, Optional<T>> read) {
        Path nested = folder.resolve("citations").resolve(name);
        Path file = Files.exists(nested) ? nested : folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var rows = new ArrayList<T>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.apply(JSON.readTree(line)).ifPresent(rows::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.of(rows);
    }
}
