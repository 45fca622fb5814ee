package dev.footnote.adapter.documents.text;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.List;
import java.util.Optional;

/**
 * Hands text on as sections of a bounded size. Blank text is left out, and so are NUL characters: databases refuse
 * them.
 */
public final class Pieces {

    /** How many characters a section has at most; in UTF-8 these are less than 64 KB. A row may have more. */
    public static final int MAX_LENGTH = 16_384;

    /** How many characters the cells of a row have together at most. */
    static final int MAX_ROW = 500_000;

    private final Sink<Section> sink;
    private boolean some;

    public Pieces(Sink<Section> sink) {
        this.sink = sink;
    }

    /** Whether any text has been pushed. */
    public boolean some() {
        return some;
    }

    /** Pushes {@code text} without a position; {@code false} if no more is wanted. */
    public boolean push(Section.Kind kind, String text) {
        return push(kind, text, Optional.empty());
    }

    /** Pushes {@code text}, in several sections if it is long; {@code false} if no more is wanted. */
    public boolean push(Section.Kind kind, String text, Optional<Position> position) {
        String clean = text.replace("\0", "");
        int end;
        for (int start = 0; start < clean.length(); start = end) {
            end = cut(clean, start);
            String piece = clean.substring(start, end);
            if (!piece.isBlank() && !push(new Section(kind, piece, position))) {
                return false;
            }
        }
        return true;
    }

    /** Pushes a heading, as running text if it is too long for one; {@code false} if no more is wanted. */
    public boolean heading(int level, String text, Optional<Position> position) {
        String clean = text.replace("\0", "").strip();
        if (clean.isEmpty()) {
            return true;
        }
        if (clean.length() > MAX_LENGTH) {
            return push(Section.Kind.BLOCK, clean, position);
        }
        int bounded = Math.clamp(level, 1, Section.MAX_LEVEL);
        return push(new Section(Section.Kind.HEADING, clean, position, bounded, List.of()));
    }

    /** Pushes the row of a sheet, unless all its cells are blank; {@code false} if no more is wanted. */
    public boolean row(List<String> cells) {
        List<String> clean =
                cells.stream().map(cell -> cell.replace("\0", "").strip()).toList();
        String text = String.join(" | ", clean);
        if (clean.stream().allMatch(String::isEmpty)) {
            return true;
        }
        if (text.length() > MAX_ROW) {
            throw Unreadable.because("A row of this table is too long: more than %d characters.".formatted(MAX_ROW));
        }
        return push(new Section(Section.Kind.ROW, text, Optional.empty(), 0, clean));
    }

    private boolean push(Section section) {
        some = true;
        return sink.push(section);
    }

    /** Where the piece from {@code start} ends: after its last line break if there is one, never within a character. */
    static int cut(CharSequence text, int start) {
        int end = start + MAX_LENGTH;
        if (end >= text.length()) {
            return text.length();
        }
        for (int at = end; at > start; at--) {
            if (text.charAt(at - 1) == '\n') {
                return at;
            }
        }
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
