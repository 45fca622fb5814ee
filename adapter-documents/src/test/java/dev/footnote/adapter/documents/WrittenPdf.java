package dev.footnote.adapter.documents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes a PDF byte by byte, so that it can be wrong. Its first object is the catalog. */
final class WrittenPdf {

    private static final int ENTRY = 1 + Integer.BYTES + Short.BYTES;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    private final ByteArrayOutputStream places = new ByteArrayOutputStream();
    private int objects = 1;

    WrittenPdf() {
        write("%PDF-1.5\n");
        place(0, 0, 0);
    }

    /** Adds the next object, which is numbered from 1. */
    void add(String object) {
        table.append("%010d 00000 n \n".formatted(bytes.size()));
        place(1, bytes.size(), 0);
        write("%d 0 obj\n%s\nendobj\n".formatted(objects++, object));
    }

    /** Says that the next object is at a place in the stream of that number. */
    void inside(int stream, int at) {
        objects++;
        place(2, stream, at);
    }

    /** The file, with a table of its objects. */
    byte[] withTable() {
        int begin = bytes.size();
        write("xref\n0 %d\n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
                .formatted(objects, table, objects, begin));
        return bytes.toByteArray();
    }

    /** The file, with a stream that tells where its objects are. */
    byte[] withStream() {
        int begin = bytes.size();
        place(1, begin, 0);
        write("%d 0 obj\n<</Type/XRef/Root 1 0 R/Size %d/W[1 4 2]/Length %d>>\nstream\n"
                .formatted(objects, objects + 1, places.size()));
        bytes.writeBytes(places.toByteArray());
        write("\nendstream\nendobj\nstartxref\n%d\n%%%%EOF".formatted(begin));
        return bytes.toByteArray();
    }

    private void place(int kind, int where, int more) {
        places.writeBytes(ByteBuffer.allocate(ENTRY)
                .put((byte) kind)
                .putInt(where)
                .putShort((short) more)
                .array());
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(ISO_8859_1));
    }
}
