package dev.footnote.adapter.documents.worker;

import dev.footnote.adapter.documents.markup.HtmlParser;
import dev.footnote.adapter.documents.markup.JsonParser;
import dev.footnote.adapter.documents.markup.MailParser;
import dev.footnote.adapter.documents.markup.MarkdownParser;
import dev.footnote.adapter.documents.markup.XmlParser;
import dev.footnote.adapter.documents.office.CsvParser;
import dev.footnote.adapter.documents.office.OleParser;
import dev.footnote.adapter.documents.office.ZipParser;
import dev.footnote.adapter.documents.pdf.PdfParser;
import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.Format;
import dev.footnote.adapter.documents.text.FormatDetector;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.PlainTextParser;
import dev.footnote.adapter.documents.text.Unreadable;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * All parsers, by format. What is found within a document is parsed too.
 *
 * <p>Pages, Markdown and JSON are held in memory while they are read: beyond 16 million bytes the first are refused,
 * the others read as plain text.
 */
final class FormatParsers {

    private static final long HELD_WHOLE = 16_000_000;

    private final FormatDetector detector = new FormatDetector();
    private final Map<Format, FormatParser> parsers = new EnumMap<>(Format.class);
    private final Path temporary;

    /** @param temporary a folder for files that are unpacked */
    FormatParsers(Path temporary) {
        this.temporary = temporary;
        parsers.put(Format.TEXT, new PlainTextParser());
        parsers.put(Format.MARKDOWN, new MarkdownParser());
        parsers.put(Format.HTML, new HtmlParser());
        parsers.put(Format.JSON, new JsonParser());
        parsers.put(Format.XML, new XmlParser());
        parsers.put(Format.CSV, new CsvParser());
        parsers.put(Format.MAIL, new MailParser(this::embedded));
        parsers.put(Format.PDF, new PdfParser());
        parsers.put(Format.ZIP, new ZipParser(this::embedded));
        parsers.put(Format.OLE, new OleParser());
    }

    /** Pushes the text of {@code file}, which is not empty; {@code false} if no more was wanted. */
    boolean parse(Path file, String name, Pieces pieces, Budget budget) throws IOException {
        Format format = bounded(detector.detect(file, name), Files.size(file));
        FormatParser parser = parsers.get(format);
        if (parser == null) {
            throw new IllegalStateException("no parser for " + format);
        }
        return parser.parse(file, pieces, budget);
    }

    private static Format bounded(Format format, long size) {
        if (size <= HELD_WHOLE) {
            return format;
        }
        return switch (format) {
            case MARKDOWN, JSON -> Format.TEXT;
            case HTML -> throw Unreadable.because("The page is too large: more than %d bytes.".formatted(HELD_WHOLE));
            default -> format;
        };
    }

    private boolean embedded(String name, InputStream bytes, Pieces pieces, Budget budget) throws IOException {
        budget.enter();
        Path file = Files.createTempFile(temporary, "part", "");
        try {
            try (var out = Files.newOutputStream(file)) {
                budget.counted(bytes).transferTo(out);
            }
            return Files.size(file) == 0 || parse(file, name, pieces, budget);
        } catch (UnreadableDocumentException unread) {
            if (budget.exceeded()) {
                throw unread;
            }
            return true; // what cannot be read is left out; the document around it counts
        } finally {
            Files.delete(file);
            budget.leave();
        }
    }
}
