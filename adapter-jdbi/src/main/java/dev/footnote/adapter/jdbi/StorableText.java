package dev.footnote.adapter.jdbi;

/**
 * The rule for texts that PostgreSQL cannot keep: U+0000 and surrogates that stand alone become U+FFFD. It holds for
 * every text that is bound and every text inside a JSON column.
 */
final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** Returns {@code text} itself if it can be stored, else a copy as long that can. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!storable(text, i)) {
                return replaced(text, i);
            }
        }
        return text;
    }

    private static String replaced(String text, int from) {
        var copy = new StringBuilder(text);
        for (int i = from; i < text.length(); i++) {
            if (!storable(text, i)) {
                copy.setCharAt(i, REPLACEMENT);
            }
        }
        return copy.toString();
    }

    private static boolean storable(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c != 0;
    }
}
