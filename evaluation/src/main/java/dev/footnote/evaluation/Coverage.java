package dev.footnote.evaluation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plain reference: the share of a text's words that a source has, each weighed by how few sources have it. */
final class Coverage {

    private final Map<String, Integer> frequencies = new HashMap<>();
    private final int sources;

    /** Counts the words of all sources that there are. */
    Coverage(Collection<String> all) {
        sources = all.size();
        all.forEach(source -> words(source).forEach(word -> frequencies.merge(word, 1, Integer::sum)));
    }

    /** The share of {@code text}, from 0 to 1, that is in the source that has most of it. */
    double of(String text, List<String> of) {
        Set<String> asked = words(text);
        double all = asked.stream().mapToDouble(this::weight).sum();
        return of.stream()
                .map(Coverage::words)
                .mapToDouble(has -> asked.stream()
                        .filter(has::contains)
                        .mapToDouble(this::weight)
                        .sum())
                .map(shared -> all == 0 ? 0 : shared / all)
                .max()
                .orElse(0);
    }

    private double weight(String word) {
        return Math.log((sources + 1.0) / (frequencies.getOrDefault(word, 0) + 0.5));
    }

    private static Set<String> words(String text) {
        return new HashSet<>(OriginalRule.tokens(text));
    }
}
