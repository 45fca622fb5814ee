package dev.footnote.adapter.documents.text;

import dev.footnote.ports.document.UnreadableDocumentException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much a document may unpack to, all that is inside it together. One thread uses it, for one document. */
public final class Budget {

    private final Limits limits;
    private long bytes;
    private int entries;
    private int depth;
    private boolean exceeded;

    public Budget(Limits limits) {
        this.limits = limits;
    }

    /**
     * What a document may unpack to.
     *
     * @param bytes of everything in it, decoded
     * @param entries how many files may be in it
     * @param nesting how deep files may be within files
     */
    public record Limits(long bytes, int entries, int nesting) {}

    /** Whether the document has been refused for being too much, so that nothing of it may be used. */
    public boolean exceeded() {
        return exceeded;
    }

    /** Goes into a file within the file; throws if that is too deep. */
    public void enter() {
        depth++;
        if (depth > limits.nesting()) {
            throw tooMuch("The file has files within files, more than %d deep.".formatted(limits.nesting()));
        }
        entry();
    }

    /** Comes back from a file within the file. */
    public void leave() {
        depth--;
    }

    /** Counts a file within the document; throws if these are too many. */
    public void entry() {
        entries++;
        if (entries > limits.entries()) {
            throw tooMuch("The file has too many parts: more than %d.".formatted(limits.entries()));
        }
    }

    /** Counts decoded bytes; throws if these are too many. */
    public void decoded(long more) {
        bytes += more;
        if (bytes > limits.bytes()) {
            throw tooMuch("The file unpacks to too much: more than %d bytes.".formatted(limits.bytes()));
        }
    }

    private UnreadableDocumentException tooMuch(String reason) {
        exceeded = true;
        return Unreadable.because(reason);
    }

    /** The bytes of {@code in}, each of them counted. */
    public InputStream counted(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                decoded(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                decoded(Math.max(read, 0));
                return read;
            }
        };
    }
}
