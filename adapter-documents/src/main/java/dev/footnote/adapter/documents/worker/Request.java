package dev.footnote.adapter.documents.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** What a parsing process is asked for: on the wire a byte for the kind, and texts as in {@link Frame}. */
sealed interface Request {

    /** The text of a document. */
    record Parse(Path file, String name) implements Request {}

    /** A small picture of a document. */
    record Draw(Path file) implements Request {}

    /** Writes this request. */
    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Parse(Path file, String name) -> {
                out.writeByte(0);
                Frame.writeText(file.toString(), out);
                Frame.writeText(name, out);
            }
            case Draw(Path file) -> {
                out.writeByte(1);
                Frame.writeText(file.toString(), out);
            }
        }
    }

    /** The next request; fails if there is none, or what comes is none. */
    static Request read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Parse(Path.of(Frame.readText(in)), Frame.readText(in));
            case 1 -> new Draw(Path.of(Frame.readText(in)));
            default -> throw new IOException("a request of unknown kind " + kind);
        };
    }
}
