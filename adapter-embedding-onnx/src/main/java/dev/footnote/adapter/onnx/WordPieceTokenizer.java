package dev.footnote.adapter.onnx;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into the word pieces of an uncased BERT vocabulary: accents and case are dropped, punctuation and
 * ideographs stand alone, the longest known piece is taken first. Immutable.
 */
final class WordPieceTokenizer {

    private static final int LONGEST_WORD = 100; // in code points; the model was trained with longer ones unknown
    private static final String CONTINUED = "##";

    private final Map<String, Integer> vocabulary;
    private final long begin;
    private final long end;
    private final long unknown;

    WordPieceTokenizer(Map<String, Integer> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.begin = required("[CLS]");
        this.end = required("[SEP]");
        this.unknown = required("[UNK]");
    }

    /** Reads the vocabulary of a {@code tokenizer.json}; does not close {@code json}. */
    static WordPieceTokenizer read(InputStream json) throws IOException {
        JsonNode pieces = new ObjectMapper().readTree(json).path("model").path("vocab");
        var vocabulary = new HashMap<String, Integer>();
        pieces.properties()
                .forEach(
                        piece -> vocabulary.put(piece.getKey(), piece.getValue().asInt()));
        return new WordPieceTokenizer(vocabulary);
    }

    /**
     * The numbers of the pieces of {@code text} between the marks of beginning and end, no more than {@code max} in
     * all. Of a long text only as much is read as fits.
     */
    long[] encode(String text, int max) {
        var pieces = new Pieces(max - 2);
        var run = new StringBuilder();
        for (int at = 0; at < text.length() && !pieces.full(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (isSpace(c)) {
                flush(run, pieces);
            } else if (isIdeograph(c)) {
                flush(run, pieces);
                flush(run.appendCodePoint(c), pieces);
            } else if (!isIgnored(c)) {
                run.appendCodePoint(c);
            }
        }
        flush(run, pieces);
        return pieces.between(begin, end);
    }

    /** Adds the pieces of {@code run}, which has no spaces, and empties it. */
    private void flush(StringBuilder run, Pieces pieces) {
        String plain = plain(run);
        run.setLength(0);
        var word = new StringBuilder();
        for (int at = 0; at < plain.length() && !pieces.full(); ) {
            int c = plain.codePointAt(at);
            at += Character.charCount(c);
            if (isPunctuation(c)) {
                pieces.addAll(piecesOf(word));
                word.setLength(0);
                pieces.addAll(piecesOf(Character.toString(c)));
            } else {
                word.appendCodePoint(c);
            }
        }
        pieces.addAll(piecesOf(word));
    }

    private static String plain(CharSequence run) {
        var plain = new StringBuilder(run.length());
        Normalizer.normalize(run, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> plain.append(Character.toString(c).toLowerCase(Locale.ROOT)));
        return plain.toString();
    }

    private List<Long> piecesOf(CharSequence word) {
        int[] points = word.codePoints().toArray();
        if (points.length > LONGEST_WORD) {
            return List.of(unknown);
        }
        var found = new ArrayList<Long>();
        for (int from = 0; from < points.length; ) {
            int to = points.length;
            @Nullable Integer id = piece(points, from, to);
            while (id == null && to > from + 1) {
                to--;
                id = piece(points, from, to);
            }
            if (id == null) {
                return List.of(unknown); // one unknown part makes the whole word unknown
            }
            found.add((long) id);
            from = to;
        }
        return found;
    }

    private @Nullable Integer piece(int[] points, int from, int to) {
        String text = new String(points, from, to - from);
        return vocabulary.get(from == 0 ? text : CONTINUED + text);
    }

    private long required(String piece) {
        return requireNonNull(vocabulary.get(piece), "the vocabulary has no " + piece);
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isIgnored(int c) {
        return c == 0xFFFD
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> true;
                    default -> false;
                };
    }

    private static boolean isPunctuation(int c) {
        boolean ascii = c > ' ' && c < 0x7F;
        return ascii
                ? !Character.isLetterOrDigit(c)
                : switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    /** The blocks that BERT sets apart, not all that Unicode calls ideographic. */
    private static boolean isIdeograph(int c) {
        return in(c, 0x4E00, 0x9FFF)
                || in(c, 0x3400, 0x4DBF)
                || in(c, 0x20000, 0x2A6DF)
                || in(c, 0x2A700, 0x2B73F)
                || in(c, 0x2B740, 0x2B81F)
                || in(c, 0x2B920, 0x2CEAF)
                || in(c, 0xF900, 0xFAFF)
                || in(c, 0x2F800, 0x2FA1F);
    }

    private static boolean in(int c, int first, int last) {
        return c >= first && c <= last;
    }

    /** Pieces up to a limit. */
    private static final class Pieces {

        private final List<Long> ids = new ArrayList<>();
        private final int limit;

        Pieces(int limit) {
            this.limit = limit;
        }

        boolean full() {
            return ids.size() >= limit;
        }

        void addAll(List<Long> more) {
            ids.addAll(more.subList(0, Math.min(more.size(), limit - ids.size())));
        }

        long[] between(long first, long last) {
            ids.addFirst(first);
            ids.addLast(last);
            return ids.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
