package dev.footnote.adapter.documents.pdf;

import dev.footnote.domain.knowledge.Position;
import org.apache.pdfbox.text.TextPosition;

/** The text of a paragraph and the rectangle around it, while both grow. */
final class PdfParagraph {

    private final StringBuilder text = new StringBuilder();
    private double left = Double.MAX_VALUE;
    private double right;
    private double top = Double.MAX_VALUE;
    private double bottom;

    void append(String more) {
        text.append(more);
    }

    /** Puts a space between what was and what comes, except within Chinese or Japanese text. */
    void separate() {
        if (!text.isEmpty() && !Character.isIdeographic(text.codePointBefore(text.length()))) {
            text.append(' ');
        }
    }

    void cover(TextPosition glyph) {
        left = Math.min(left, glyph.getXDirAdj());
        right = Math.max(right, glyph.getXDirAdj() + glyph.getWidthDirAdj());
        top = Math.min(top, glyph.getYDirAdj() - glyph.getHeightDir());
        bottom = Math.max(bottom, glyph.getYDirAdj());
    }

    String text() {
        return text.toString().strip();
    }

    Position position(int page) {
        return new Position(
                page,
                (int) Math.floor(Math.min(left, right)),
                (int) Math.ceil(right),
                (int) Math.floor(Math.min(top, bottom)),
                (int) Math.ceil(bottom));
    }
}
