package dev.footnote.adapter.documents.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the characters of a text file: without a byte order mark, every line ended by one line feed. */
public final class TextReader extends Reader {

    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final Reader reader;
    private boolean begun;
    private boolean afterReturn;

    private TextReader(Reader reader) {
        this.reader = reader;
    }

    /** Opens {@code file} in the encoding that it seems to have. */
    public static TextReader open(Path file) throws IOException {
        var charset = TextEncoding.of(file);
        return new TextReader(new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset), 1 << 16));
    }

    /** The next character, or -1 at the end. What cannot be decoded is replaced by U+FFFD. */
    @Override
    public int read() throws IOException {
        int next = reader.read();
        if ((!begun && next == BYTE_ORDER_MARK) || (afterReturn && next == '\n')) {
            next = reader.read();
        }
        begun = true;
        afterReturn = next == '\r';
        return afterReturn ? '\n' : next;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            int next = read();
            if (next < 0) {
                return i == 0 ? -1 : i;
            }
            buffer[offset + i] = (char) next;
        }
        return length;
    }

    /** All characters that are left. */
    public String rest() throws IOException {
        var text = new StringBuilder();
        for (int next = read(); next >= 0; next = read()) {
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
