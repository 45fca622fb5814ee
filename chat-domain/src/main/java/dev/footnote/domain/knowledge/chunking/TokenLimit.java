package dev.footnote.domain.knowledge.chunking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts what is too long at white space, or anywhere if there is none, never within a character. */
final class TokenLimit {

    /** How many times the tokens asked for a text may have before it is cut. */
    static final int TOLERANCE = 2;

    private final int limit;
    private final ToIntFunction<String> tokens;

    TokenLimit(int limit, ToIntFunction<String> tokens) {
        this.limit = limit;
        this.tokens = tokens;
    }

    /** {@code text} in parts of which none has many more tokens than asked for. */
    List<String> parts(String text) {
        // a token has at least one byte, and a character three at most: short texts need not be counted
        if (3 * text.length() <= limit || tokens.applyAsInt(text) <= TOLERANCE * limit) {
            return List.of(text);
        }
        var parts = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = partEnd(text, from);
            parts.add(text.substring(from, end));
            from = end;
        }
        return parts;
    }

    /** Where the longest part from {@code from} on ends that has at most {@code limit} tokens. */
    private int partEnd(String text, int from) {
        int fits = 1;
        int size = Math.max(1, limit);
        while (from + size <= text.length() && fits(text, from, from + size)) {
            fits = size;
            size *= 2;
        }
        int tooMuch = Math.min(size, text.length() - from + 1);
        while (fits + 1 < tooMuch) {
            int middle = (fits + tooMuch) >>> 1;
            if (fits(text, from, from + middle)) {
                fits = middle;
            } else {
                tooMuch = middle;
            }
        }
        return from + fits == text.length() ? text.length() : atWhiteSpace(text, from, from + fits);
    }

    private boolean fits(String text, int from, int end) {
        return tokens.applyAsInt(text.substring(from, end)) <= limit;
    }

    private static int atWhiteSpace(String text, int from, int end) {
        for (int at = end; at > from; at--) {
            if (Character.isWhitespace(text.charAt(at))) {
                return at;
            }
        }
        boolean insidePair = Character.isLowSurrogate(text.charAt(end));
        return insidePair ? end + 1 : end;
    }
}
