package dev.footnote.domain.citation;

import java.util.List;

/** The markers {@code [ID:n]} by which an answer cites, and what models write in their place. */
public final class CitationMarkers {

    /** What {@link #match} gives for a text that is no marker but may become one. */
    static final int UNDECIDED = -1;

    /** How long a text that has no number yet may be taken for the start of a marker. */
    private static final int LONGEST = 24;

    /** How long a list of numbers may be. */
    private static final int LONGEST_LIST = 96;

    /** From here on a number in round brackets is rather a part of the text than a chunk that does not exist. */
    private static final int UNLIKELY = 100;

    private CitationMarkers() {}

    /** The marker of the {@code chunk}-th chunk. */
    public static String marker(int chunk) {
        return "[ID:" + chunk + "]";
    }

    /** {@code text} changed so that nothing in it can be taken for a marker; the same length or longer, readable. */
    public static String disarmed(String text) {
        return text.replace("[ID:", "[ID ")
                .replace("[ID：", "[ID ")
                .replace("##", "# #")
                .replace("$$", "$ $");
    }

    /** {@code text} without anything that a model may have meant as the marker of one of {@code chunks} chunks. */
    public static String removed(String text, int chunks) {
        var left = new StringBuilder();
        var filter = new MarkerFilter(chunks, new MarkerFilter.Output() {
            @Override
            public void text(String piece) {
                left.append(piece);
            }

            @Override
            public void marker(int chunk) {}
        });
        filter.push(text);
        filter.finish();
        return left.toString();
    }

    /** Whether a marker may begin with {@code first}. */
    static boolean mayBegin(char first) {
        return switch (first) {
            case '[', '(', '【', '［', '#', 'r', 'R' -> true;
            default -> false;
        };
    }

    /**
     * Looks for a marker at the very start of {@code text}.
     *
     * @param chunks how many chunks there are to be cited
     * @param whole whether nothing follows the text
     * @param numbers takes the numbers of the marker
     * @return the marker's length, 0 if there is none, {@link #UNDECIDED} if that depends on what follows
     */
    static int match(CharSequence text, int chunks, boolean whole, List<Integer> numbers) {
        numbers.clear();
        int length = switch (text.charAt(0)) {
            case '[' -> list(text, ']', numbers);
            case '【' -> list(text, '】', numbers);
            case '［' -> list(text, '］', numbers);
            case '(' -> likely(list(text, ')', numbers), chunks, numbers);
            case '#' -> hashes(text, numbers);
            case 'r', 'R' -> reference(text, whole, chunks, numbers);
            default -> 0;
        };
        boolean tooLong = text.length() >= (numbers.isEmpty() ? LONGEST : LONGEST_LIST);
        return length == UNDECIDED && (tooLong || whole) ? 0 : length;
    }

    private static int likely(int length, int chunks, List<Integer> numbers) {
        return length > 0 && numbers.stream().anyMatch(n -> n >= UNLIKELY && n >= chunks) ? 0 : length;
    }

    private static int list(CharSequence text, char close, List<Integer> numbers) {
        int at = blanks(text, 1);
        boolean named = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == close && !numbers.isEmpty()) {
                return at + 1;
            }
            if (!numbers.isEmpty() && (c == ',' || c == ';' || c == '、' || c == '，')) {
                at = blanks(text, at + 1);
                named = true; // ID may be left out from the second number on
            }
            int word = word("id", text, at);
            if (word == UNDECIDED) {
                return UNDECIDED;
            }
            if (word == 0 && !named) {
                return 0;
            }
            at = colons(text, at + Math.max(0, word));
            int end = written(text, at);
            if (at >= text.length()) {
                return UNDECIDED;
            }
            if (end == at) {
                return 0;
            }
            numbers.add(number(text, at, end));
            at = blanks(text, end);
            named = false;
        }
        return UNDECIDED;
    }

    private static int hashes(CharSequence text, List<Integer> numbers) {
        int opened = word("##", text, 0);
        if (opened <= 0) {
            return opened;
        }
        int end = digits(text, opened);
        if (end == text.length()) {
            return UNDECIDED;
        }
        int closed = end == opened ? 0 : word("$$", text, end);
        if (closed > 0) {
            numbers.add(number(text, opened, end));
            return end + closed;
        }
        return closed;
    }

    private static int reference(CharSequence text, boolean whole, int chunks, List<Integer> numbers) {
        int named = word("ref", text, 0);
        if (named <= 0) {
            return named;
        }
        int from = blanks(text, named);
        int end = digits(text, from);
        if (end == text.length() && !(whole && end > from)) {
            return UNDECIDED;
        }
        if (end == from || number(text, from, end) >= chunks || (end < text.length() && isWord(text.charAt(end)))) {
            return 0;
        }
        numbers.add(number(text, from, end));
        return end;
    }

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** The length of {@code word} if it stands at {@code at}, 0 if not, {@link #UNDECIDED} if the text ends inside. */
    private static int word(String word, CharSequence text, int at) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= text.length()) {
                return UNDECIDED;
            }
            if (Character.toLowerCase(text.charAt(at + i)) != word.charAt(i)) {
                return 0;
            }
        }
        return word.length();
    }

    private static int blanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\u00a0')) {
            at++;
        }
        return at;
    }

    private static int colons(CharSequence text, int from) {
        int at = blanks(text, from);
        while (at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '：')) {
            at = blanks(text, at + 1);
        }
        return at;
    }

    /** The end of what is written in the place of a number: 3, but also -1, 1e3 or 0x1, which are no chunk's. */
    private static int written(CharSequence text, int from) {
        int at = from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+') ? from + 1 : from;
        if (at < text.length() && !Character.isDigit(text.charAt(at))) {
            return from;
        }
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    private static int digits(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** The number that is written there; one that no chunk has, if it is not written in up to nine digits. */
    private static int number(CharSequence text, int from, int end) {
        return end - from > 9 || digits(text, from) < end ? Integer.MAX_VALUE : Integer.parseInt(text, from, end, 10);
    }
}
