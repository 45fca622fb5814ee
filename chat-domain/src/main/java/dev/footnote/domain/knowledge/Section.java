package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a document's text, in reading order, as a parser yields it.
 *
 * @param text not empty
 * @param position where it stands, if the format knows
 * @param level of a heading, from 1, the uppermost, to 9; else 0
 * @param cells of a row, in the order of its columns, empty where a column has none; no other section has cells
 */
public record Section(Kind kind, String text, Optional<Position> position, int level, List<String> cells) {

    /** How deep headings go. */
    public static final int MAX_LEVEL = 9;

    public Section {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
        requireNonNull(position, "position");
        cells = List.copyOf(cells);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a section has text");
        }
        if (level < 0 || level > MAX_LEVEL || (level > 0) != (kind == Kind.HEADING)) {
            throw new IllegalArgumentException("level of %s is %d".formatted(kind, level));
        }
        if (!cells.isEmpty() && kind != Kind.ROW) {
            throw new IllegalArgumentException("cells of " + kind);
        }
    }

    /** A section that is neither a heading nor a row. */
    public Section(Kind kind, String text, Optional<Position> position) {
        this(kind, text, position, 0, List.of());
    }

    /** What a chunker may do with a section. */
    public enum Kind {
        /** Running text without structure of its own: it is cut at the delimiters. */
        PLAIN,
        /** A paragraph, list or line: it stays whole unless it is too long. */
        BLOCK,
        /** A table: a chunk of its own. */
        TABLE,
        /** What stands above other text, which belongs to it until the next heading of the same level or above. */
        HEADING,
        /** The name of a sheet, whose rows follow. */
        SHEET,
        /** A row of a sheet; rows that follow no sheet are those of a file that has only one. */
        ROW
    }
}
