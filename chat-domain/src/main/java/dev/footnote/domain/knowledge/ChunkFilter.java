package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which chunks of a document; all of it must hold.
 *
 * @param keywords only those that have one of its words, ignoring case; blank for all
 * @param available if present, only those that can be found, or only those that cannot
 * @param byHand whether only those that were written by hand
 */
public record ChunkFilter(String keywords, Optional<Boolean> available, boolean byHand) {

    /** Those that were written by hand. */
    public static final ChunkFilter BY_HAND = new ChunkFilter("", Optional.empty(), true);

    public ChunkFilter {
        requireNonNull(keywords, "keywords");
        requireNonNull(available, "available");
    }

    /** Those, whoever made them. */
    public ChunkFilter(String keywords, Optional<Boolean> available) {
        this(keywords, available, false);
    }

    /** Those with such keywords, available or not. */
    public static ChunkFilter of(String keywords) {
        return new ChunkFilter(keywords, Optional.empty());
    }
}
