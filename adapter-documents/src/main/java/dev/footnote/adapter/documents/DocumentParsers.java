package dev.footnote.adapter.documents;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.Format;
import dev.footnote.adapter.documents.text.FormatDetector;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.PlainTextParser;
import dev.footnote.adapter.documents.worker.WorkerPool;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.document.BlobException;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.document.Thumbnailer;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads plain text itself and everything else, and draws pictures, in processes of their own, which are killed when
 * they need too much.
 *
 * <p>No document is held whole but where its format demands it, in that other process. An empty file has no sections.
 */
public final class DocumentParsers implements DocumentParser, Thumbnailer, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DocumentParsers.class);

    private final DiskBlobStore store;
    private final WorkerPool workers;
    private final Budget.Limits limits;
    private final PlainTextParser plainText = new PlainTextParser();

    /** Parses the documents of {@code store}. */
    public DocumentParsers(DiskBlobStore store, ParserLimits limits) {
        this.store = store;
        this.workers = new WorkerPool(limits);
        this.limits = new Budget.Limits(limits.decodedBytes(), limits.entries(), limits.nesting());
    }

    @Override
    public boolean parse(DocumentId id, String name, Sink<Section> sink) {
        Path file = store.existing(id);
        try {
            if (Files.size(file) == 0) {
                return true;
            }
            return Detector.LOADED.detect(file, name) == Format.TEXT
                    ? plainText.parse(file, new Pieces(sink), new Budget(limits))
                    : workers.parse(file, name, sink);
        } catch (IOException e) {
            throw new BlobException("cannot read document " + id.value(), e);
        }
    }

    @Override
    public Optional<ByteSource> draw(DocumentId id) {
        Path file = store.existing(id);
        try {
            return workers.draw(file)
                    .filter(picture -> picture.length <= MAX_BYTES)
                    .map(DocumentParsers::source);
        } catch (UnreadableDocumentException e) {
            log.debug("There is no picture of document {}: {}", id.value(), e.getMessage());
            return Optional.empty();
        }
    }

    private static ByteSource source(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        return buffer -> in.read(buffer, 0, buffer.length);
    }

    /** Ends the processes that wait for documents. */
    @Override
    public void close() {
        workers.close();
    }

    /** The detector has much to read before it begins: that is not done at the start of the program. */
    private static final class Detector {
        static final FormatDetector LOADED = new FormatDetector();
    }
}
