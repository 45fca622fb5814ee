package dev.footnote.adapter.documents.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.knowledge.Position;
import dev.footnote.domain.knowledge.Section;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a parsing process says, one after the other: sections, then how it ended.
 *
 * <p>On the wire a frame is a byte for its kind and its parts; a text is its length in bytes and UTF-8. A length beyond
 * {@link #MAX_TEXT} is never believed, so that a process gone wrong cannot fill the memory of the server.
 */
sealed interface Frame {

    /** How many bytes a text has at most. */
    int MAX_TEXT = 4 << 20;

    /** How many cells a row has at most. */
    int MAX_CELLS = 1 << 20;

    /** The next section of the document. */
    record Found(Section section) implements Frame {}

    /** There is no more text. */
    record Done() implements Frame {}

    /** The picture that was asked for. */
    record Drawn(ByteArrayOutputStream picture) implements Frame {}

    /** It did not end well. */
    sealed interface Failure extends Frame {}

    /** There is no text to be had; the reason is for the uploader. */
    record Refused(String reason) implements Failure {}

    /** The file itself could not be read from the disk. */
    record Unread(String cause) implements Failure {}

    /** The parser ran into something that nobody had foreseen; the cause is for the log. */
    record Crashed(String cause) implements Failure {}

    /** Writes this frame. */
    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Found(Section section) -> {
                out.writeByte(0);
                writeSection(section, out);
            }
            case Done done -> out.writeByte(1);
            case Refused(String reason) -> {
                out.writeByte(2);
                writeText(reason, out);
            }
            case Unread(String cause) -> {
                out.writeByte(3);
                writeText(cause, out);
            }
            case Crashed(String cause) -> {
                out.writeByte(4);
                writeText(cause, out);
            }
            case Drawn(var picture) -> {
                out.writeByte(5);
                out.writeInt(picture.size());
                picture.writeTo(out);
            }
        }
    }

    /** The next frame; fails if there is none, or what comes is none. */
    static Frame read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Found(readSection(in));
            case 1 -> new Done();
            case 2 -> new Refused(readText(in));
            case 3 -> new Unread(readText(in));
            case 4 -> new Crashed(readText(in));
            case 5 -> new Drawn(readPicture(in));
            default -> throw new IOException("a frame of unknown kind " + kind);
        };
    }

    /** Writes a text. */
    static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads a text. */
    static String readText(DataInputStream in) throws IOException {
        int length = bounded(in.readInt(), MAX_TEXT);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a text ends too early");
        }
        return new String(bytes, UTF_8);
    }

    private static ByteArrayOutputStream readPicture(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(bounded(in.readInt(), MAX_TEXT));
        var picture = new ByteArrayOutputStream(bytes.length);
        picture.write(bytes);
        return picture;
    }

    private static void writeSection(Section section, DataOutputStream out) throws IOException {
        writeText(section.kind().name(), out);
        out.writeByte(section.level());
        writeText(section.text(), out);
        out.writeInt(section.cells().size());
        for (String cell : section.cells()) {
            writeText(cell, out);
        }
        out.writeBoolean(section.position().isPresent());
        if (section.position().isPresent()) {
            Position position = section.position().get();
            out.writeInt(position.page());
            out.writeInt(position.left());
            out.writeInt(position.right());
            out.writeInt(position.top());
            out.writeInt(position.bottom());
        }
    }

    private static Section readSection(DataInputStream in) throws IOException {
        String kind = readText(in);
        int level = bounded(in.readByte(), Section.MAX_LEVEL);
        String text = readText(in);
        int count = bounded(in.readInt(), MAX_CELLS);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(readText(in));
        }
        Optional<Position> position = in.readBoolean()
                ? Optional.of(new Position(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt()))
                : Optional.empty();
        try {
            return new Section(Section.Kind.valueOf(kind), text, position, level, cells);
        } catch (IllegalArgumentException e) {
            throw new IOException("no section: " + e.getMessage(), e);
        }
    }

    private static int bounded(int value, int most) throws IOException {
        if (value < 0 || value > most) {
            throw new IOException("%d is out of bounds, must be from 0 to %d".formatted(value, most));
        }
        return value;
    }
}
