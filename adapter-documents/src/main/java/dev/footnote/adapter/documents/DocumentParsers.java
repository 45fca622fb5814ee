package dev.footnote.adapter.documents;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.DocumentParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads plain text, Markdown, HTML and PDF, each by a parser of its own.
 *
 * <p>Plain text and PDF are read piece by piece. Markdown and HTML are held in memory while they are read; beyond 16
 * million bytes Markdown is read as plain text and HTML is refused. An empty file has no sections.
 */
public final class DocumentParsers implements DocumentParser {

    private static final long HELD_WHOLE = 16_000_000;

    private final DiskBlobStore store;
    private final FormatDetector detector = new FormatDetector();
    private final PlainTextParser plainText = new PlainTextParser();
    private final MarkdownParser markdown = new MarkdownParser();
    private final HtmlParser html = new HtmlParser();
    private final PdfParser pdf = new PdfParser();

    /** Parses the documents of {@code store}. */
    public DocumentParsers(DiskBlobStore store) {
        this.store = store;
    }

    @Override
    public boolean parse(DocumentId id, String name, Sink<Section> sink) {
        Path file = store.existing(id);
        try {
            long size = Files.size(file);
            return size == 0 || parserFor(detector.detect(file, name), size).parse(file, new Pieces(sink));
        } catch (IOException e) {
            throw new BlobException("cannot read document " + id.value(), e);
        }
    }

    private FormatParser parserFor(Format format, long size) {
        return switch (format) {
            case TEXT -> plainText;
            case MARKDOWN -> size > HELD_WHOLE ? plainText : markdown;
            case HTML -> {
                if (size > HELD_WHOLE) {
                    throw Unreadable.because("The page is too large: more than %d bytes.".formatted(HELD_WHOLE));
                }
                yield html;
            }
            case PDF -> pdf;
        };
    }
}
