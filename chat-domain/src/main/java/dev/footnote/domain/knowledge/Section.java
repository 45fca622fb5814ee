package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A piece of a document's text, in reading order, as a parser yields it.
 *
 * @param text not empty
 * @param position where it stands, if the format knows
 */
public record Section(Kind kind, String text, Optional<Position> position) {

    public Section {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
        requireNonNull(position, "position");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a section has text");
        }
    }

    /** What a chunker may do with a section. */
    public enum Kind {
        /** Running text without structure of its own: it is cut at the delimiters. */
        PLAIN,
        /** A paragraph, heading, list or line: it stays whole unless it is too long. */
        BLOCK,
        /** A table: a chunk of its own. */
        TABLE
    }
}
