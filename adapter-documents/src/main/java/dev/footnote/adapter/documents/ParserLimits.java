package dev.footnote.adapter.documents;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the parsing of one document may cost. All but plain text is parsed in a process of its own, which is killed
 * beyond these.
 *
 * @param heapMegabytes how much memory the process gets for what it reads, at least 32
 * @param time how long it may work, the time apart in which the server takes in what it found; of that in which it gets
 *     no processor, a tenth counts
 * @param decodedBytes how many bytes a document may unpack to, with all that is inside it
 * @param entries how many files may be in it
 * @param nesting how deep files may be within files
 */
public record ParserLimits(int heapMegabytes, Duration time, long decodedBytes, int entries, int nesting) {

    /** What holds where nothing is set. */
    public static final ParserLimits DEFAULT = new ParserLimits(256, Duration.ofSeconds(60), 200_000_000, 10_000, 5);

    public ParserLimits {
        requireNonNull(time, "time");
        if (heapMegabytes < 32) {
            throw new IllegalArgumentException("heapMegabytes is %d, must be at least 32".formatted(heapMegabytes));
        }
        if (!time.isPositive()) {
            throw new IllegalArgumentException("time is %s, must be positive".formatted(time));
        }
        if (decodedBytes < 1 || entries < 1 || nesting < 1) {
            throw new IllegalArgumentException("decodedBytes, entries and nesting are %d, %d, %d, must be positive"
                    .formatted(decodedBytes, entries, nesting));
        }
    }
}
