package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which chunks of a document; all of it must hold.
 *
 * @param keywords only those that have one of its words, ignoring case; blank for all
 * @param available if present, only those that can be found, or only those that cannot
 */
public record ChunkFilter(String keywords, Optional<Boolean> available) {
    public ChunkFilter {
        requireNonNull(keywords, "keywords");
        requireNonNull(available, "available");
    }

    /** Those with such keywords, available or not. */
    public static ChunkFilter of(String keywords) {
        return new ChunkFilter(keywords, Optional.empty());
    }
}
