package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.domain.knowledge.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tags in a body; what it does not speak of stays as it is. */
record SentTags(Optional<List<String>> names, Optional<Map<String, Double>> weights) {

    /** Reads them; refuses what is no list of names or no object of numbers, and what is too much. */
    static SentTags of(Body body) {
        List<String> names = Chunks.list(body, "tag_kwd", "`%s` should be a list").stream()
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        Optional<Map<String, Double>> weights = body.find("tag_feas").map(SentTags::weights);
        requireBounds("tag_kwd", names);
        weights.ifPresent(sent -> requireBounds("tag_feas", List.copyOf(sent.keySet())));
        return new SentTags(body.find("tag_kwd").map(sent -> names), weights);
    }

    private static Map<String, Double> weights(JsonNode sent) {
        var weights = new LinkedHashMap<String, Double>();
        sent.properties()
                .forEach(entry -> weights.put(entry.getKey(), entry.getValue().asDouble(-1)));
        boolean numbers = sent.valueStream().allMatch(JsonNode::isNumber)
                && weights.values().stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight));
        if (!sent.isObject() || !numbers) {
            throw Refusal.unusable("`tag_feas` must be an object of numbers that are not negative.");
        }
        return weights;
    }

    private static void requireBounds(String field, List<String> tags) {
        boolean tooLong = tags.stream().anyMatch(tag -> tag.isEmpty() || tag.length() > Tags.MAX_LENGTH);
        if (tooLong || tags.size() > Tags.MOST) {
            throw Refusal.unusable("`%s` must have at most %d tags, each of 1 to %d characters."
                    .formatted(field, Tags.MOST, Tags.MAX_LENGTH));
        }
    }

    /** {@code before} with what was sent. */
    Tags over(Tags before) {
        return new Tags(names.orElse(before.names()), weights.orElse(before.weights()));
    }
}
