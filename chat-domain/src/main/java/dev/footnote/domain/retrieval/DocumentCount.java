package dev.footnote.domain.retrieval;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.knowledge.DocumentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** How many of the chunks in hand are from one document. */
public record DocumentCount(DocumentId document, String name, int chunks) {
    public DocumentCount {
        requireNonNull(document, "document");
        requireNonNull(name, "name");
    }

    /** One count for each document of {@code chunks}, most chunks first, then in order of appearance. */
    public static List<DocumentCount> of(List<ScoredChunk> chunks) {
        return merged(chunks.stream()
                .map(scored -> new DocumentCount(
                        scored.chunk().document(), scored.chunk().documentName(), 1)));
    }

    /** One count for each document of {@code ranked}, most chunks first, then in order of appearance. */
    public static List<DocumentCount> among(List<Ranked> ranked) {
        return merged(ranked.stream()
                .map(one ->
                        new DocumentCount(one.match().document(), one.match().documentName(), 1)));
    }

    private static List<DocumentCount> merged(Stream<DocumentCount> single) {
        var counts = new LinkedHashMap<DocumentId, DocumentCount>();
        single.forEach(one ->
                counts.merge(one.document(), one, (a, b) -> new DocumentCount(a.document(), a.name(), a.chunks() + 1)));
        var sorted = new ArrayList<>(counts.values());
        sorted.sort(Comparator.comparingInt(DocumentCount::chunks).reversed());
        return List.copyOf(sorted);
    }
}
