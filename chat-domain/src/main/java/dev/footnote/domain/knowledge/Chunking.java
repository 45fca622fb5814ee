package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

/** How a document is cut into chunks. */
public sealed interface Chunking {

    /** The name by which clients choose it. */
    String method();

    /**
     * Pieces of running text, filled up to a number of tokens.
     *
     * @param maxTokens a chunk is closed by the first piece that takes it over this, from 1 to 2048
     * @param delimiter single characters at which plain text may be cut, and longer delimiters between backticks, at
     *     which it is always cut; the two characters backslash and n stand for a line break
     * @param overlapPercent how much of a chunk's end begins the next one, from 0 to 90
     */
    record General(int maxTokens, String delimiter, int overlapPercent) implements Chunking {

        /** What holds where nothing is set. */
        public static final General DEFAULT = new General(512, "\n", 0);

        public General {
            requireNonNull(delimiter, "delimiter");
            if (maxTokens < 1 || maxTokens > 2048) {
                throw new IllegalArgumentException("maxTokens is %d, must be from 1 to 2048".formatted(maxTokens));
            }
            if (overlapPercent < 0 || overlapPercent > 90) {
                throw new IllegalArgumentException(
                        "overlapPercent is %d, must be from 0 to 90".formatted(overlapPercent));
            }
        }

        @Override
        public String method() {
            return "naive";
        }
    }

    /** A method that clients can choose and that is not available here: parsing fails and says so. */
    record Unavailable(String method) implements Chunking {
        public Unavailable {
            requireNonNull(method, "method");
        }
    }
}
