package dev.footnote.domain.citation;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the markers that a model wrote out of its text, with the blanks that would be left over. What comes out
 * contains no marker, also none that is put together from the text around a removed one.
 */
final class MarkerFilter {

    /** Takes text and markers in the order they were written. */
    interface Output {
        void text(String piece);

        void marker(int chunk);
    }

    private static final int TAIL = 96;
    private static final String CLOSING = ".,;:!?)]}>。，、；：！？）】」』”’…\r\n";

    private final int chunks;
    private final Output out;
    private final List<Integer> numbers = new ArrayList<>();
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder ready = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private StringBuilder before = new StringBuilder();
    private StringBuilder after = new StringBuilder();
    /** How much of {@code ready} is in {@code tail}. */
    private int kept;

    private boolean removed;

    MarkerFilter(int chunks, Output out) {
        this.chunks = chunks;
        this.out = out;
    }

    void push(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (held.isEmpty() && !CitationMarkers.mayBegin(c)) {
                release(c);
                int end = Letters.isLatin(c) ? endOfWord(piece, i + 1) : i + 1;
                ready.append(piece, i + 1, end); // no marker begins inside a word
                i = end - 1;
            } else {
                held.append(c);
                drain(false);
            }
        }
        flush();
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && Letters.isLatin(text.charAt(end))) {
            end++;
        }
        return end;
    }

    void finish() {
        drain(true);
        if (!removed) {
            ready.append(before);
        }
        flush();
    }

    private void drain(boolean whole) {
        while (!held.isEmpty()) {
            int length = startsInsideWord() ? 0 : CitationMarkers.match(held, chunks, whole, numbers);
            if (length == CitationMarkers.UNDECIDED) {
                return;
            }
            if (length > 0) {
                flush();
                numbers.forEach(out::marker);
                held.delete(0, length);
                noteRemoval();
            } else {
                char first = held.charAt(0);
                held.deleteCharAt(0);
                release(first);
            }
        }
    }

    private boolean startsInsideWord() {
        return Character.isLetter(held.charAt(0))
                && before.isEmpty()
                && after.isEmpty()
                && CitationMarkers.isWord(last());
    }

    private void noteRemoval() {
        removed = true;
        if (before.isEmpty()) {
            StringBuilder spare = before;
            before = after;
            after = spare;
        }
        after.setLength(0);
    }

    private void release(char c) {
        if (c == ' ' || c == '\t') {
            (removed ? after : before).append(c);
            return;
        }
        if (removed) {
            StringBuilder gap = gapBefore(c);
            boolean joins = joinsMarker(gap, c);
            put(gap);
            if (joins) {
                put("-");
            }
            removed = false;
        } else {
            put(before);
        }
        before.setLength(0);
        after.setLength(0);
        ready.append(c);
    }

    private StringBuilder gapBefore(char c) {
        boolean lineStart = last() == '\n';
        if (lineStart || CLOSING.indexOf(c) >= 0) {
            return lineStart ? before : new StringBuilder();
        }
        return after.isEmpty() ? before : after;
    }

    /** Whether the text before a removed marker and {@code c} behind it look like the start of another. */
    private boolean joinsMarker(CharSequence gap, char c) {
        var ignored = new ArrayList<Integer>();
        keepTail();
        for (int i = 0; i < tail.length(); i++) {
            boolean insideWord =
                    i > 0 && Character.isLetter(tail.charAt(i)) && CitationMarkers.isWord(tail.charAt(i - 1));
            if (!insideWord && CitationMarkers.mayBegin(tail.charAt(i))) {
                String joined = tail.substring(i) + gap + c;
                int length = CitationMarkers.match(joined, chunks, false, ignored);
                if (length == CitationMarkers.UNDECIDED || length == joined.length()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void put(CharSequence text) {
        ready.append(text);
    }

    /** The last character that came out; a line's end if there is none. */
    private char last() {
        StringBuilder latest = ready.isEmpty() ? tail : ready;
        return latest.isEmpty() ? '\n' : latest.charAt(latest.length() - 1);
    }

    /** Makes {@code tail} the end of all that came out or is about to. */
    private void keepTail() {
        tail.append(ready, Math.max(kept, ready.length() - TAIL), ready.length());
        kept = ready.length();
        if (tail.length() > TAIL) {
            tail.delete(0, tail.length() - TAIL);
        }
    }

    private void flush() {
        if (!ready.isEmpty()) {
            keepTail();
            out.text(ready.toString());
            ready.setLength(0);
            kept = 0;
        }
    }
}
