package dev.footnote.adapter.documents.pdf;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.Unreadable;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Reads a PDF page by page, a section a paragraph, with its place on the page. What its outline names is a heading. */
public final class PdfParser implements FormatParser {

    private static final long IN_MEMORY = 32L * 1024 * 1024;

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        try (PDDocument document = load(file)) {
            var pages = document.getPages().iterator();
            var stripper = new ParagraphStripper();
            var outline = PdfOutline.of(document);
            for (int number = 1; hasNext(pages); number++) {
                for (PdfParagraph paragraph : next(pages, stripper, budget)) {
                    if (!push(paragraph, number, outline, pieces)) {
                        return false;
                    }
                }
            }
        }
        if (!pieces.some()) {
            throw Unreadable.because("There is no text in this PDF. If it is a scan, it needs text recognition first.");
        }
        return true;
    }

    private static boolean push(PdfParagraph paragraph, int page, PdfOutline outline, Pieces pieces) {
        var where = Optional.of(paragraph.position(page));
        OptionalInt level = outline.level(paragraph.text());
        return level.isPresent()
                ? pieces.heading(level.getAsInt(), paragraph.text(), where)
                : pieces.push(BLOCK, paragraph.text(), where);
    }

    private static PDDocument load(Path file) {
        try {
            return Loader.loadPDF(file.toFile(), "", MemoryUsageSetting.setupMixed(IN_MEMORY).streamCache);
        } catch (InvalidPasswordException e) {
            throw Unreadable.encrypted("PDF", e);
        } catch (IOException | RuntimeException e) { // broken files make the library fail in many ways
            throw Unreadable.damaged("PDF", e);
        }
    }

    private static boolean hasNext(Iterator<PDPage> pages) {
        try {
            return pages.hasNext();
        } catch (RuntimeException e) {
            throw Unreadable.damaged("PDF", e);
        }
    }

    private static List<PdfParagraph> next(Iterator<PDPage> pages, ParagraphStripper stripper, Budget budget) {
        try {
            PDPage page = pages.next();
            try (var content = budget.counted(page.getContents())) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return stripper.paragraphs(page);
        } catch (UnreadableDocumentException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Unreadable.damaged("PDF", e);
        }
    }
}
