package dev.footnote.domain.knowledge;

import java.util.List;

/**
 * Whether a knowledge base is tagged by others: its chunks and the questions to it get the tags that fit them.
 *
 * @param bases where the tags are; empty for no tagging
 * @param most how many tags a chunk or a question gets at most, from 1 to 10
 */
public record Tagging(List<KnowledgeBaseId> bases, int most) {

    /** How many it is where nothing is said. */
    public static final int USUAL = 3;

    /** By none. */
    public static final Tagging NONE = new Tagging(List.of(), USUAL);

    public Tagging {
        bases = List.copyOf(bases);
        if (most < 1 || most > 10) {
            throw new IllegalArgumentException("most is %d, must be from 1 to 10".formatted(most));
        }
    }
}
