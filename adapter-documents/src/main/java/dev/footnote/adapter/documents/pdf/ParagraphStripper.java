package dev.footnote.adapter.documents.pdf;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Finds the paragraphs of one page after the other. The lines of a paragraph are joined. */
final class ParagraphStripper extends PDFTextStripper {

    private final List<PdfParagraph> paragraphs = new ArrayList<>();
    private PdfParagraph current = new PdfParagraph();

    ParagraphStripper() {
        output = Writer.nullWriter();
        setStartPage(0); // pages are given one by one, and the superclass never begins to count them
    }

    /** The paragraphs of {@code page} that are not blank, in the order of the file. */
    List<PdfParagraph> paragraphs(PDPage page) throws IOException {
        paragraphs.clear();
        if (page.hasContents()) {
            processPage(page);
        }
        endParagraph();
        return List.copyOf(paragraphs);
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        current.append(text);
        positions.forEach(current::cover);
    }

    @Override
    protected void writeWordSeparator() {
        current.separate();
    }

    @Override
    protected void writeLineSeparator() {
        current.separate();
    }

    @Override
    protected void writeParagraphStart() {
        endParagraph();
    }

    @Override
    protected void writeParagraphEnd() {
        endParagraph();
    }

    private void endParagraph() {
        if (!current.text().isBlank()) {
            paragraphs.add(current);
        }
        current = new PdfParagraph();
    }
}
