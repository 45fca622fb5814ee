package dev.footnote.domain.retrieval;

import dev.footnote.domain.knowledge.Tags;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * How many chunks of some knowledge bases have each tag, and so which tags some of these chunks stand out by.
 *
 * @param counts by tag, each at least 1
 */
public record TagCounts(Map<String, Integer> counts) {

    /** Counted beside the chunks there are, so that a few of them do not say much. */
    private static final double SMOOTHING = 1000;

    private static final double SCALE = 0.1;
    private static final double LEAST_SHARE = 1e-6;

    public TagCounts {
        counts = Map.copyOf(counts);
    }

    /** Whether there are no tags. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /**
     * How well tags fit what met chunks with the tags {@code met}: the more often a tag is among them and the rarer it
     * is elsewhere, the better. A dot in a tag becomes an underscore.
     *
     * @param most how many tags there are at most
     * @return at least 1 each, best first
     */
    public Map<String, Integer> best(List<Tags> met, int most) {
        var among = new HashMap<String, Integer>();
        met.forEach(tags -> new LinkedHashSet<>(tags.names()).forEach(tag -> among.merge(tag, 1, Integer::sum)));
        int sum = sum(among);
        int all = sum(counts);
        var scores = new HashMap<String, Integer>();
        among.forEach((tag, count) -> {
            double share = (counts.getOrDefault(tag, 0) + 1) / (all + SMOOTHING);
            double score = SCALE * (count + 1) / (sum + SMOOTHING) / Math.max(LEAST_SHARE, share);
            scores.put(tag, Math.max(1, (int) Math.rint(score)));
        });
        var best = new LinkedHashMap<String, Integer>();
        scores.keySet().stream()
                .sorted(Comparator.<String>comparingInt(tag -> scores.getOrDefault(tag, 0))
                        .thenComparingInt(tag -> among.getOrDefault(tag, 0))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .forEach(tag -> best.merge(tag.replace('.', '_'), scores.getOrDefault(tag, 0), Math::max));
        return best;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
