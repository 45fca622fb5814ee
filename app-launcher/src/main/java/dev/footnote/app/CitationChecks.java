package dev.footnote.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.domain.citation.Passage;
import dev.footnote.domain.citation.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a running server what has become of citations. */
final class CitationChecks {

    private static final String FORMAT = "footnote-answers-1";
    private static final int AT_ONCE = 200;
    private static final String HOLDS = "holds";

    private final ApiClient client;
    private final PrintWriter out;

    CitationChecks(ApiClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    /** Prints the stored citations that no longer hold; says how many there are. */
    int stale() {
        int stale = 0;
        int read = 0;
        String next = "";
        do {
            JsonNode page = client.get("/citations/stale?limit=%d&after=%s".formatted(AT_ONCE, next));
            read += page.path("read").asInt();
            for (JsonNode reply : page.path("replies")) {
                out.printf(
                        "chat %s, session %s, message %s%n",
                        reply.path("chat_id").asText(),
                        reply.path("session_id").asText(),
                        reply.path("message_id").asText());
                for (JsonNode citation : reply.path("citations")) {
                    print(citation.path("state").asText(), citation);
                    stale++;
                }
            }
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));
        out.printf("%d stale citations in %d answers with citations.%n", stale, read);
        return stale;
    }

    /**
     * Checks every source of an exported file against the documents that the server has, and prints those that do not
     * hold.
     *
     * @return whether all hold
     * @throws IllegalStateException if {@code file} is no such export
     */
    boolean verify(Path file) {
        JsonNode export = read(file);
        var sources = new ArrayList<JsonNode>();
        int altered = 0;
        for (JsonNode answer : export.path("answers")) {
            for (JsonNode sentence : answer.path("sentences")) {
                altered += intact(answer, sentence) ? 0 : 1;
                sentence.path("sources").forEach(sources::add);
            }
        }
        int failed = 0;
        for (int from = 0; from < sources.size(); from += AT_ONCE) {
            failed += failures(sources.subList(from, Math.min(sources.size(), from + AT_ONCE)));
        }
        out.printf("%d of %d sources hold.%n", sources.size() - failed, sources.size());
        return altered + failed == 0;
    }

    private static JsonNode read(Path file) {
        try {
            JsonNode export = new ObjectMapper().readTree(file.toFile());
            if (!export.path("format").asText().equals(FORMAT)
                    || !export.path("answers").isArray()) {
                throw new IllegalStateException("%s is no export of answers".formatted(file));
            }
            return export;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    /**
     * Whether the sentence stands in the answer where the file says, and has a source if it is said to be supported.
     */
    private boolean intact(JsonNode answer, JsonNode sentence) {
        String text = sentence.path("text").asText();
        boolean there = text(answer.path("answer").asText(), sentence.path("answer"))
                .filter(text::equals)
                .isPresent();
        boolean sourced = !sentence.path("verdict").asText().equals("supported")
                || !sentence.path("sources").isEmpty();
        if (!there || !sourced) {
            out.printf("  altered  the file: \"%s\"%n", Demo.shortened(text));
        }
        return there && sourced;
    }

    private int failures(List<JsonNode> sources) {
        JsonNode states = client.post("/citations/verify", Map.of("passages", sources));
        int failed = 0;
        for (int i = 0; i < sources.size(); i++) {
            JsonNode source = sources.get(i);
            boolean own = Passage.hash(source.path("text").asText())
                    .equals(source.path("source_sha256").asText());
            String state = own ? states.path(i).asText() : "altered";
            if (!state.equals(HOLDS)) {
                print(state, source);
                failed++;
            }
        }
        return failed;
    }

    private static Optional<String> text(String content, JsonNode span) {
        int start = span.path(0).asInt(-1);
        int end = span.path(1).asInt(-1);
        return start < 0 || end < start ? Optional.empty() : Passage.text(content, new Span(start, end));
    }

    private void print(String state, JsonNode source) {
        out.printf(
                "  %-8s %s: \"%s\"%n",
                state,
                source.path("document_name").asText(),
                Demo.shortened(source.path("text").asText()));
    }
}
