package dev.footnote.adapter.documents;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;

import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Reads a PDF page by page, a section a paragraph, with its place on the page. */
final class PdfParser implements FormatParser {

    private static final long IN_MEMORY = 32L * 1024 * 1024;

    @Override
    public boolean parse(Path file, Pieces pieces) throws IOException {
        boolean anything = false;
        try (PDDocument document = load(file)) {
            var pages = document.getPages().iterator();
            var stripper = new ParagraphStripper();
            for (int number = 1; hasNext(pages); number++) {
                for (PdfParagraph paragraph : next(pages, stripper)) {
                    anything = true;
                    if (!pieces.push(BLOCK, paragraph.text(), Optional.of(paragraph.position(number)))) {
                        return false;
                    }
                }
            }
        }
        if (!anything) {
            throw Unreadable.because("There is no text in this PDF. If it is a scan, it needs text recognition first.");
        }
        return true;
    }

    private static PDDocument load(Path file) {
        try {
            return Loader.loadPDF(file.toFile(), "", MemoryUsageSetting.setupMixed(IN_MEMORY).streamCache);
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocumentException("This PDF is encrypted and opens only with a password.", e);
        } catch (IOException | RuntimeException e) { // broken files make the library fail in many ways
            throw damaged(e);
        }
    }

    private static boolean hasNext(Iterator<PDPage> pages) {
        try {
            return pages.hasNext();
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private static List<PdfParagraph> next(Iterator<PDPage> pages, ParagraphStripper stripper) {
        try {
            return stripper.paragraphs(pages.next());
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static UnreadableDocumentException damaged(Exception cause) {
        return new UnreadableDocumentException("This PDF is damaged or was cut off on its way.", cause);
    }
}
