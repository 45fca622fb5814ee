package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A document's table of contents.
 *
 * @param entries in the document's order
 */
public record Contents(List<Entry> entries) {

    /** That of a document without headings. */
    public static final Contents NONE = new Contents(List.of());

    private static final double BEST = 5;

    /** What a chunk must be worth to count. */
    private static final double LEAST = 0.3;

    public Contents {
        entries = List.copyOf(entries);
    }

    /**
     * How much the chunks count whose sections got {@code scores}: a fifth of the score, on average over the sections
     * that a chunk is in; those that count most first. Sections below 1 are passed over, as are chunks that count
     * little.
     *
     * @param scores from -1 to 5, by the place of the entry, from 0
     */
    public Map<ChunkId, Double> weigh(Map<Integer, Integer> scores) {
        var sums = new LinkedHashMap<ChunkId, Double>();
        var counts = new HashMap<ChunkId, Integer>();
        scores.forEach((place, score) -> {
            if (place >= 0 && place < entries.size() && score >= 1) {
                for (ChunkId chunk : entries.get(place).chunks()) {
                    sums.merge(chunk, Math.min(score, BEST) / BEST, Double::sum);
                    counts.merge(chunk, 1, Integer::sum);
                }
            }
        });
        sums.replaceAll((chunk, sum) -> sum / counts.getOrDefault(chunk, 1));
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST)
                .sorted(Map.Entry.<ChunkId, Double>comparingByValue().reversed())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /**
     * A section.
     *
     * @param level from 1, the uppermost
     * @param chunks that have some of its text
     */
    public record Entry(int level, String title, List<ChunkId> chunks) {
        public Entry {
            requireNonNull(title, "title");
            chunks = List.copyOf(chunks);
        }
    }
}
