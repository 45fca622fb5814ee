package dev.footnote.adapter.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.ports.model.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The data of server-sent events, as soon as each is complete. Lines end with CR, LF or both; comments, other fields
 * and a byte order mark are passed over. Data that the stream's end leaves without an empty line counts as complete.
 */
final class SseReader {

    /** The longest line, and the most data of one event, in bytes. */
    static final int LINE_LIMIT = 1 << 20;

    private static final byte[] DATA = "data".getBytes(UTF_8);

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int at;
    private int end;
    private boolean afterCarriageReturn;
    private boolean hasData;
    private boolean begun;
    private boolean strange;

    SseReader(InputStream in) {
        this.in = in;
    }

    /**
     * The data of the next event, empty at the end of the stream.
     *
     * @throws ModelException.Unintelligible if a line or an event is longer than {@link #LINE_LIMIT}
     */
    Optional<String> next() throws IOException {
        while (fill()) {
            if (endsLine(buffer[at++]) && lineDone()) {
                return Optional.of(event());
            }
        }
        lineDone();
        return hasData ? Optional.of(event()) : Optional.empty();
    }

    /** Whether there was a line that looks like JSON or HTML instead of an event. */
    boolean strange() {
        return strange;
    }

    private boolean fill() throws IOException {
        while (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes a byte; true if it ended a line. */
    private boolean endsLine(byte b) {
        boolean secondHalf = afterCarriageReturn && b == '\n';
        afterCarriageReturn = b == '\r';
        if (secondHalf) {
            return false;
        }
        if (b == '\r' || b == '\n') {
            return true;
        }
        if (line.size() >= LINE_LIMIT) {
            throw tooLong();
        }
        line.write(b);
        return false;
    }

    /** Takes the line; true if it was empty and ended an event that has data. */
    private boolean lineDone() {
        byte[] bytes = line.toByteArray();
        line.reset();
        int from = !begun && startsWithMark(bytes) ? 3 : 0;
        begun = true;
        if (bytes.length == from) {
            return hasData;
        }
        if (!isData(bytes, from)) {
            strange |= bytes[from] == '{' || bytes[from] == '<' || bytes[from] == '[';
            return false;
        }
        int value = Math.min(bytes.length, from + DATA.length + 1);
        if (value < bytes.length && bytes[value] == ' ') {
            value++;
        }
        if (data.size() + bytes.length - value > LINE_LIMIT) {
            throw tooLong();
        }
        if (hasData) {
            data.write('\n');
        }
        data.write(bytes, value, bytes.length - value);
        hasData = true;
        return false;
    }

    private String event() {
        String text = data.toString(UTF_8);
        data.reset();
        hasData = false;
        return text;
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static boolean isData(byte[] bytes, int from) {
        int after = from + DATA.length;
        for (int i = 0; i < DATA.length; i++) {
            if (from + i >= bytes.length || bytes[from + i] != DATA[i]) {
                return false;
            }
        }
        return bytes.length == after || bytes[after] == ':';
    }

    private static ModelException tooLong() {
        return new ModelException.Unintelligible("the model sent a line without end", null);
    }
}
