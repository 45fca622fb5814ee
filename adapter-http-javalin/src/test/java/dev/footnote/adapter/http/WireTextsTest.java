package dev.footnote.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every text that this adapter can send stands in a transcript. {@code wire-texts.txt} lists the others: with the test
 * that shows them, or with the reason why nothing does.
 */
class WireTextsTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|(?m:^\\s*//.*$)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern SENTENCE = Pattern.compile("[a-z]{2,} [A-Za-z`'%{<\\\"]");
    private static final Pattern HOLE = Pattern.compile("%(?:\\d+\\$)?[-,.0-9]*[sd]");

    @Test
    void standInTranscripts() throws IOException {
        String transcripts = read(RESOURCES.resolve("transcripts"), ".txt");
        assertThat(texts(read(SOURCES, ".java")))
                .filteredOn(text -> !pattern(text).matcher(transcripts).find())
                .as("texts without a transcript")
                .containsExactlyInAnyOrderElementsOf(others().keySet());
    }

    @Test
    void areShownByTheTestsThatTheListNames() throws IOException {
        String tests = read(Path.of("src", "test"), "Test.java")
                + read(Path.of("..", "app-launcher", "src", "test"), "Test.java");
        for (Map.Entry<String, String> other : others().entrySet()) {
            if (other.getValue().endsWith("Test")) {
                assertThat(tests).contains("class " + other.getValue() + " ");
                assertThat(HOLE.split(other.getKey()))
                        .allSatisfy(part -> assertThat(tests).contains(part.strip()));
            }
        }
    }

    @Test
    void areFoundInSources() {
        assertThat(texts("""
                /** "No text of a comment." */
                // "Nor of this."
                a("The %s is gone.", "key", "SELECT", "%s has \\"%d\\" left.");
                """)).containsExactly("The %s is gone.", "%s has \"%d\" left.");
        assertThat(pattern("The %s is gone.")
                        .matcher("{\"message\":\"The chat is gone.\"}")
                        .find())
                .isTrue();
        assertThat(pattern("The %s is gone.").matcher("The chat is here.").find())
                .isFalse();
    }

    private static Set<String> texts(String source) {
        Matcher literals = LITERAL.matcher(COMMENT.matcher(source).replaceAll(""));
        return literals.results()
                .map(found -> found.group(1).replace("\\\"", "\"").replace("\\\\", "\\"))
                .filter(text -> SENTENCE.matcher(text).find())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What {@code text} looks like once it is filled, plain or within JSON. */
    private static Pattern pattern(String text) {
        return Pattern.compile(Stream.of(HOLE.split(text, -1))
                .map(part -> Stream.of(part.split("\"", -1)).map(Pattern::quote).collect(Collectors.joining("\\\\?\"")))
                .collect(Collectors.joining(".*?")));
    }

    /** The texts that are in no transcript, with what stands before them. */
    private static Map<String, String> others() throws IOException {
        var others = new LinkedHashMap<String, String>();
        String why = "";
        for (String line : Files.readAllLines(RESOURCES.resolve("wire-texts.txt"))) {
            if (line.startsWith("== ")) {
                why = line.substring(3);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                others.put(line, why);
            }
        }
        return others;
    }

    private static String read(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> named = files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
            var text = new StringBuilder();
            for (Path file : named) {
                text.append(Files.readString(file)).append('\n');
            }
            return text.toString();
        }
    }
}
