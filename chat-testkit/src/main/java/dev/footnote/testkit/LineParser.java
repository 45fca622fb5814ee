package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Section;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.document.BlobStore;
import dev.footnote.ports.document.DocumentParser;
import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Reads UTF-8 text, a section a line; what has a zero byte in it is no text. */
public final class LineParser implements DocumentParser {

    private static final int BUFFER = 8 * 1024;

    private final BlobStore blobs;

    public LineParser(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public boolean parse(DocumentId id, String name, Sink<Section> sink) {
        String text = text(blobs.open(id));
        if (text.indexOf('\0') >= 0) {
            throw new UnreadableDocumentException(name + " is no text", null);
        }
        for (String line : text.split("\n", -1)) {
            if (!line.isBlank() && !sink.push(new Section(Section.Kind.PLAIN, line, Optional.empty()))) {
                return false;
            }
        }
        return true;
    }

    private static String text(ByteSource source) {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER];
        for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
            out.write(buffer, 0, read);
        }
        return out.toString(UTF_8);
    }
}
