package dev.footnote.adapter.documents.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Guesses how the characters of a text file are encoded.
 *
 * <p>A byte order mark decides. Without one, what is valid UTF-8 is UTF-8. Of the rest, bytes above 127 that come in
 * pairs are taken for Chinese, and others for Western European.
 */
final class TextEncoding {

    private static final int SAMPLE = 64 * 1024;

    private TextEncoding() {}

    /** Whether {@code file} has, near its beginning, what text does not have. */
    static boolean isBinary(Path file) throws IOException {
        byte[] sample = sample(file);
        if (hasUtf16Mark(sample)) {
            return false;
        }
        int controls = 0;
        for (byte b : sample) {
            if (b == 0) {
                return true;
            }
            boolean usual = b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == '\b' || b == 0x1b;
            if (b == 0x7f || (b > 0 && b < 0x20 && !usual)) {
                controls++;
            }
        }
        return controls > sample.length / 50;
    }

    /** The encoding of {@code file}, which is text. */
    static Charset of(Path file) throws IOException {
        byte[] sample = sample(file);
        if (hasUtf16Mark(sample)) {
            return sample[0] == (byte) 0xfe ? UTF_16BE : UTF_16LE;
        }
        if (isUtf8(file)) {
            return UTF_8;
        }
        return Charset.forName(looksChinese(sample) ? "GB18030" : "windows-1252");
    }

    private static byte[] sample(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(SAMPLE);
        }
    }

    private static boolean hasUtf16Mark(byte[] bytes) {
        return bytes.length >= 2 && (isPair(bytes, 0xfe, 0xff) || isPair(bytes, 0xff, 0xfe));
    }

    private static boolean isPair(byte[] bytes, int first, int second) {
        return bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    private static boolean isUtf8(Path file) throws IOException {
        char[] buffer = new char[SAMPLE];
        try (var in = new InputStreamReader(Files.newInputStream(file), UTF_8.newDecoder())) {
            int read = in.read(buffer);
            while (read >= 0) {
                read = in.read(buffer);
            }
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /**
     * In Chinese text both bytes of nearly every character are above 0xA0; Western letters with accents stand alone.
     */
    private static boolean looksChinese(byte[] sample) {
        int pairs = 0;
        int others = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] >= 0) {
                continue;
            }
            boolean pair = (sample[i] & 0xff) > 0xa0 && i + 1 < sample.length && (sample[i + 1] & 0xff) > 0xa0;
            if (pair) {
                pairs++;
                i++;
            } else {
                others++;
            }
        }
        return pairs > 3 * others;
    }
}
