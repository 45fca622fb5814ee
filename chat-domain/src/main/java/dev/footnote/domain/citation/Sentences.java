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

    private enum Ending {
        NONE,
        LATIN,
        WIDE
    }

    private final Sink<Part> out;
    private final StringBuilder ready = new StringBuilder();
    private final StringBuilder space = new StringBuilder();
    private final StringBuilder sentence = new StringBuilder();
    private final StringBuilder head = new StringBuilder();
    private Ending ending = Ending.NONE;
    private int lastEnd;
    private char fence;
    private boolean fenceLine;
    private boolean closing;
    private boolean wanted = true;

    Sentences(Sink<Part> out) {
        this.out = out;
    }

    boolean push(String text) {
        for (int i = 0; wanted && i < text.length(); ) {
            take(text.charAt(i));
            int from = ++i;
            if (fence == 0 && Letters.isLatin(text.charAt(i - 1))) {
                while (i < text.length() && Letters.isLatin(text.charAt(i))) {
                    i++;
                }
                ready.append(text, from, i); // no sentence and no fence begins or ends inside a word
                sentence.append(text, from, i);
            }
        }
        flush();
        return wanted;
    }

    boolean finish() {
        close();
        ready.append(space);
        space.setLength(0);
        flush();
        return wanted;
    }

    private void take(char c) {
        if (c == '\n') {
            endLine();
        } else if (fence != 0) {
            ready.append(c);
            noteHead(c);
        } else if (Character.isWhitespace(c)) {
            noteHead(c);
            (sentence.isEmpty() ? ready : space).append(c);
        } else {
            takeVisible(c);
        }
    }

    private void takeVisible(char c) {
        boolean letter = Letters.isLatin(c);
        boolean closer = !letter && CLOSERS.indexOf(c) >= 0 && space.isEmpty();
        boolean end = !letter && ENDS.indexOf(c) >= 0 && space.isEmpty();
        boolean wideEnd = !letter && WIDE_ENDS.indexOf(c) >= 0;
        if ((ending == Ending.WIDE && !closer && !wideEnd) || (ending == Ending.LATIN && endsBefore(c))) {
            close();
        }
        if (!sentence.isEmpty()) {
            sentence.append(space);
        }
        ready.append(space).append(c);
        space.setLength(0);
        if (wideEnd || end) {
            ending = wideEnd ? Ending.WIDE : Ending.LATIN;
            lastEnd = sentence.length();
        } else if (!closer) {
            ending = Ending.NONE;
        }
        sentence.append(c);
        noteHead(c);
    }

    private void endLine() {
        close();
        ready.append(space).append('\n');
        space.setLength(0);
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
        String start = head.toString().strip();
        boolean ticks = start.equals("```");
        if (ticks || start.equals("~~~")) {
            fenceLine = true;
            closing = fence == c;
            if (fence == 0) {
                fence = c;
                sentence.setLength(0);
                ending = Ending.NONE;
            }
        }
    }

    private boolean endsBefore(char next) {
        if (space.isEmpty() || sentence.charAt(0) == '|' || Character.isLowerCase(next)) {
            return false;
        }
        return sentence.charAt(lastEnd) != '.' || !abbreviated(next);
    }

    private boolean abbreviated(char next) {
        int from = lastEnd;
        while (from > 0
                && lastEnd - from < LONGEST_ABBREVIATION
                && !Character.isWhitespace(sentence.charAt(from - 1))
                && sentence.charAt(from - 1) != '(') {
            from--;
        }
        String word = sentence.substring(from, lastEnd).toLowerCase(Locale.ROOT);
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
        for (int i = 0; i < from; i++) {
            if (Character.isLetterOrDigit(sentence.charAt(i))) {
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
        if (!sentence.isEmpty()) {
            flush();
            String ended = sentence.toString();
            sentence.setLength(0);
            wanted = wanted && out.push(new Part.End(ended));
        }
    }

    private void flush() {
        if (wanted && !ready.isEmpty()) {
            wanted = out.push(new Part.Text(ready.toString()));
        }
        ready.setLength(0);
    }
}
