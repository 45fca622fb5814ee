package dev.footnote.adapter.documents.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Writes lines of text as a PDF, in a font that knows Latin, Greek and Cyrillic letters. */
final class PdfWriter {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float SIZE = 10;
    private static final float LEADING = 14;
    private static final float MARGIN = 50;
    private static final PDRectangle PAGE = PDRectangle.A4;

    private PdfWriter() {}

    /** The lines as a PDF; empty if the font lacks one of their characters. */
    static Optional<byte[]> write(List<String> lines) throws IOException {
        try (var document = new PDDocument();
                InputStream file = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
            PDFont font = PDType0Font.load(document, file, true);
            List<String> wrapped;
            try {
                wrapped = wrapped(lines, font);
            } catch (IllegalArgumentException lacksACharacter) {
                return Optional.empty();
            }
            int perPage = (int) ((PAGE.getHeight() - 2 * MARGIN) / LEADING);
            for (int from = 0; from == 0 || from < wrapped.size(); from += perPage) {
                page(document, font, wrapped.subList(from, Math.min(from + perPage, wrapped.size())));
            }
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return Optional.of(bytes.toByteArray());
        }
    }

    private static void page(PDDocument document, PDFont font, List<String> lines) throws IOException {
        var page = new PDPage(PAGE);
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(font, SIZE);
            content.setLeading(LEADING);
            content.newLineAtOffset(MARGIN, PAGE.getHeight() - MARGIN - SIZE);
            for (String line : lines) {
                content.showText(line);
                content.newLine();
            }
            content.endText();
        }
    }

    /** The lines, cut between words where they are too long, and an empty one behind each. */
    private static List<String> wrapped(List<String> lines, PDFont font) throws IOException {
        var wrapped = new ArrayList<String>();
        for (String line : lines) {
            var begun = new StringBuilder();
            float width = 0;
            for (String word : line.splitWithDelimiters(" ", 0)) {
                float more = font.getStringWidth(word) / 1000 * SIZE;
                if (width + more > PAGE.getWidth() - 2 * MARGIN && !begun.isEmpty()) {
                    wrapped.add(begun.toString().strip());
                    begun.setLength(0);
                    width = 0;
                }
                begun.append(word);
                width += more;
            }
            wrapped.add(begun.toString().strip());
            wrapped.add("");
        }
        return wrapped;
    }
}
