package dev.footnote.domain.citation;

/** Kinds of characters, the common ones first. */
final class Letters {

    private static final int CASE = 0x20;

    private Letters() {}

    /** Whether it is one of the 26 letters, large or small. */
    static boolean isLatin(char c) {
        int small = c | CASE;
        return small >= 'a' && small <= 'z';
    }

    /** Whether it belongs to a script that puts no blanks between words. */
    static boolean isWide(char c) {
        return c >= '\u2e80' && (Character.isIdeographic(c) || (c >= '\u3040' && c <= '\u30ff'));
    }

    /** The small one of one of the 26 letters. */
    static char small(char latin) {
        return (char) (latin | CASE);
    }

    /** The small letter; a straight apostrophe for a bent one. */
    static char lower(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c | CASE) : c;
        }
        return c == '’' ? '\'' : Character.toLowerCase(c);
    }
}
