package dev.footnote.domain.knowledge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chunk is labelled with.
 *
 * @param names that it was given, in a list of tagged texts or by hand; each from 1 to 100 characters, at most 100
 * @param weights how well tags of other knowledge bases fit it, by tag, at least 0 each; bounded as the names
 */
public record Tags(List<String> names, Map<String, Double> weights) {

    /** No tags. */
    public static final Tags NONE = new Tags(List.of(), Map.of());

    /** How many names there are at most, and how many weights. */
    public static final int MOST = 100;

    /** How long a tag is at most. */
    public static final int MAX_LENGTH = 100;

    public Tags {
        names = List.copyOf(names);
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        if (names.size() > MOST || weights.size() > MOST) {
            throw new IllegalArgumentException(
                    "%d names and %d weights, must be at most %d".formatted(names.size(), weights.size(), MOST));
        }
        names.forEach(Tags::requireTag);
        weights.forEach((tag, weight) -> {
            requireTag(tag);
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) { // also refuses NaN
                throw new IllegalArgumentException("the weight of %s is %s".formatted(tag, weight));
            }
        });
    }

    private static void requireTag(String tag) {
        if (tag.isEmpty() || tag.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a tag has %d characters, must have from 1 to %d".formatted(tag.length(), MAX_LENGTH));
        }
    }

    /** These names and no weights. */
    public static Tags named(List<String> names) {
        return new Tags(names, Map.of());
    }

    /** These tags with other names. */
    public Tags renamed(List<String> others) {
        return new Tags(others, weights);
    }

    /** These tags with other weights. */
    public Tags weighed(Map<String, Double> others) {
        return new Tags(names, others);
    }

    /** The cosine of the weights and those that a question's tags have, from 0 to 1; 0 if one of them has none. */
    public double cosine(Map<String, Integer> question) {
        double shared = 0;
        double here = 0;
        for (var entry : weights.entrySet()) {
            shared += entry.getValue() * question.getOrDefault(entry.getKey(), 0);
            here += entry.getValue() * entry.getValue();
        }
        double there = question.values().stream()
                .mapToDouble(weight -> (double) weight * weight)
                .sum();
        return shared == 0 ? 0 : Math.clamp(shared / Math.sqrt(here * there), 0, 1);
    }
}
