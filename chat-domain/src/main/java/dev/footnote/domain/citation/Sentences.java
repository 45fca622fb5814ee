package dev.footnote.domain.citation;

import dev.footnote.domain.stream.Sink;
import java.util.Locale;
import java.util.Set;

/**
 * Finds where the sentences of a text end, whether prose, list, table or code. All text comes out again at once, but
 * for white space, which waits until it is known whether a sentence ended before it.
 */
final class Sentences {

    /** What comes out. */
    sealed interface Part {

        /** The next part of the text; not empty. */
        record Text(String text) implements Part {}

        /**
         * A sentence has ended with the text so far.
         *
         * @param sentence the last characters of the text so far
         */
        record End(String sentence) implements Part {}
    }

    private static final String WIDE_ENDS = "。！？；｡";
    private static final String ENDS = ".!?…";
    private static final String CLOSERS = "\"'”’»)]}*_」』）】》〉";
    private static final Set<String> BEFORE_NAMES = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "al", "cf", "approx", "ca", "gen", "sen", "rep");
    private static final Set<String> BEFORE_NUMBERS = Set.of(
            "no", "nos", "nr", "fig", "figs", "vol", "pp", "sec", "ch", "eq", "art", "chap", "tab", "max", "min");
    private static final int LONGEST_ABBREVIATION = 12;
    private static final int HEAD = 6;
    private static final int NONE = -1;

    private enum Ending {
        NONE,
        LATIN,
        WIDE
    }

    private final Sink<Part> out;

    /** What is not out yet, and the sentence that is open. */
    private final StringBuilder text = new StringBuilder();

    private final StringBuilder head = new StringBuilder();

    /** How much of {@code text} is out. */
    private int sent;

    /** Behind the last character that may go out; white space behind it waits. */
    private int ready;

    /** Where the open sentence begins; NONE if there is none. */
    private int start = NONE;

    /** The last character of the open sentence that may be its end. */
    private int lastEnd;

    private Ending ending = Ending.NONE;
    private char fence;
    private boolean fenceLine;
    private boolean closing;
    private boolean wanted = true;

    Sentences(Sink<Part> out) {
        this.out = out;
    }

    boolean push(String piece) {
        int at = text.length();
        text.append(piece);
        while (wanted && at < text.length()) {
            char c = text.charAt(at);
            take(c, at++);
            if (fence == 0 && Letters.isLatin(c)) { // no sentence and no fence begins or ends inside a word
                while (at < text.length() && Letters.isLatin(text.charAt(at))) {
                    at++;
                }
                ready = at;
            }
        }
        flush();
        forget(start == NONE ? sent : start);
        return wanted;
    }

    boolean finish() {
        close();
        ready = text.length();
        flush();
        return wanted;
    }

    private void forget(int length) {
        text.delete(0, length);
        sent -= length;
        ready -= length;
        lastEnd -= length;
        start = start == NONE ? NONE : start - length;
    }

    private void take(char c, int at) {
        if (c == '\n') {
            endLine(at);
        } else if (fence != 0) {
            ready = at + 1;
            noteHead(c);
        } else if (c == ' ' || Character.isWhitespace(c)) {
            noteHead(c);
            ready = start == NONE ? at + 1 : ready;
        } else {
            takeVisible(c, at);
        }
    }

    private void takeVisible(char c, int at) {
        boolean letter = Letters.isLatin(c);
        boolean spaced = ready < at;
        boolean closer = !letter && !spaced && CLOSERS.indexOf(c) >= 0;
        boolean end = !letter && !spaced && ENDS.indexOf(c) >= 0;
        boolean wideEnd = !letter && WIDE_ENDS.indexOf(c) >= 0;
        if ((ending == Ending.WIDE && !closer && !wideEnd) || (ending == Ending.LATIN && spaced && endsBefore(c))) {
            close();
        }
        if (wideEnd || end) {
            ending = wideEnd ? Ending.WIDE : Ending.LATIN;
            lastEnd = at;
        } else if (!closer) {
            ending = Ending.NONE;
        }
        start = start == NONE ? at : start;
        ready = at + 1;
        noteHead(c);
    }

    private void endLine(int at) {
        close();
        ready = at + 1;
        head.setLength(0);
        if (closing) {
            fence = 0;
        }
        closing = false;
        fenceLine = false;
    }

    /** Looks for the start or end of a code fence. */
    private void noteHead(char c) {
        if (head.length() >= HEAD || fenceLine) {
            return;
        }
        head.append(c);
        if (c != '`' && c != '~') {
            return;
        }
        String line = head.toString().strip();
        boolean ticks = line.equals("```");
        if (ticks || line.equals("~~~")) {
            fenceLine = true;
            closing = fence == c;
            if (fence == 0) {
                fence = c;
                start = NONE;
                ending = Ending.NONE;
            }
        }
    }

    private boolean endsBefore(char next) {
        if (text.charAt(start) == '|' || Character.isLowerCase(next)) {
            return false;
        }
        return text.charAt(lastEnd) != '.' || !abbreviated(next);
    }

    private boolean abbreviated(char next) {
        int from = lastEnd;
        while (from > start
                && lastEnd - from < LONGEST_ABBREVIATION
                && !Character.isWhitespace(text.charAt(from - 1))
                && text.charAt(from - 1) != '(') {
            from--;
        }
        String word = text.substring(from, lastEnd).toLowerCase(Locale.ROOT);
        if (word.isEmpty() || lastEnd - from >= LONGEST_ABBREVIATION) {
            return false;
        }
        boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
        return initial
                || listNumber(from, word)
                || BEFORE_NAMES.contains(word)
                || (BEFORE_NUMBERS.contains(word) && Character.isDigit(next))
                || dotted(word);
    }

    private boolean listNumber(int from, String word) {
        for (int i = start; i < from; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return word.chars().allMatch(Character::isDigit);
    }

    private static boolean dotted(String word) {
        if (word.indexOf('.') < 0) {
            return false;
        }
        int length = 0;
        for (int i = 0; i < word.length(); i++) {
            length = word.charAt(i) == '.' ? 0 : length + 1;
            if (length > 2 || Character.isDigit(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void close() {
        ending = Ending.NONE;
        if (start != NONE) {
            flush();
            String ended = text.substring(start, ready);
            start = NONE;
            wanted = wanted && out.push(new Part.End(ended));
        }
    }

    private void flush() {
        if (wanted && sent < ready) {
            wanted = out.push(new Part.Text(text.substring(sent, ready)));
        }
        sent = ready;
    }
}
