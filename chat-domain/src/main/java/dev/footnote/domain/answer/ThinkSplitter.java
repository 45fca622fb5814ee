package dev.footnote.domain.answer;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.stream.Sink;

/**
 * Tells a model's reasoning, which it writes between {@code <think>} and {@code </think>}, from its answer.
 *
 * <p>Text may be cut anywhere, also inside a tag, and is held back only while it may be the start of one. Tags never
 * come out, also not one that opens or closes nothing; all other text does. One splitter serves one answer on one
 * thread.
 */
public final class ThinkSplitter {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private final Sink<Delta> out;
    private final StringBuilder held = new StringBuilder();
    private boolean thinking;
    private boolean wanted = true;

    public ThinkSplitter(Sink<Delta> out) {
        this.out = requireNonNull(out, "out");
    }

    /**
     * Takes the next piece of what the model writes.
     *
     * @return whether more is wanted
     */
    public boolean push(String piece) {
        held.append(piece);
        int from = 0;
        int at = held.indexOf("<");
        while (at >= 0) {
            int length = tagAt(at);
            if (length > 0) {
                emit(from, at);
                thinking = length == OPEN.length();
                from = at + length;
            } else if (mayBecomeTag(at)) {
                break;
            }
            at = held.indexOf("<", at + Math.max(1, length));
        }
        int end = at < 0 ? held.length() : at;
        emit(from, end);
        held.delete(0, end);
        return wanted;
    }

    /**
     * Releases what was held back because it might have begun a tag.
     *
     * @return whether more would have been wanted
     */
    public boolean finish() {
        emit(0, held.length());
        held.setLength(0);
        return wanted;
    }

    private int tagAt(int at) {
        if (startsWith(OPEN, at, OPEN.length())) {
            return OPEN.length();
        }
        return startsWith(CLOSE, at, CLOSE.length()) ? CLOSE.length() : 0;
    }

    private boolean mayBecomeTag(int at) {
        int rest = held.length() - at;
        return startsWith(OPEN, at, rest) || startsWith(CLOSE, at, rest);
    }

    private boolean startsWith(String tag, int at, int length) {
        if (length > tag.length() || at + length > held.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (held.charAt(at + i) != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void emit(int from, int end) {
        if (wanted && from < end) {
            String text = held.substring(from, end);
            wanted = out.push(thinking ? new Delta.Thinking(text) : new Delta.Text(text));
        }
    }
}
