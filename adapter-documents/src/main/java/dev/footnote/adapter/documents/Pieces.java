package dev.footnote.adapter.documents;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import java.util.Optional;

/**
 * Hands text on as sections of a bounded size. Blank text is left out, and so are NUL characters: databases refuse
 * them.
 */
final class Pieces {

    /** How many characters a section has at most; in UTF-8 these are less than 64 KB. */
    static final int MAX_LENGTH = 16_384;

    private final Sink<Section> sink;

    Pieces(Sink<Section> sink) {
        this.sink = sink;
    }

    /** Pushes {@code text} without a position; {@code false} if no more is wanted. */
    boolean push(Section.Kind kind, String text) {
        return push(kind, text, Optional.empty());
    }

    /** Pushes {@code text}, in several sections if it is long; {@code false} if no more is wanted. */
    boolean push(Section.Kind kind, String text, Optional<Position> position) {
        String clean = text.replace("\0", "");
        int end;
        for (int start = 0; start < clean.length(); start = end) {
            end = cut(clean, start);
            String piece = clean.substring(start, end);
            if (!piece.isBlank() && !sink.push(new Section(kind, piece, position))) {
                return false;
            }
        }
        return true;
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
