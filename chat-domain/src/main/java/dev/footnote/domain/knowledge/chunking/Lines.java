package dev.footnote.domain.knowledge.chunking;

import java.util.function.Consumer;

/** Makes lines of text that comes in pieces cut anywhere. */
final class Lines {

    private final Consumer<String> out;
    private final StringBuilder held = new StringBuilder();

    /** @param out takes each line, without its line break */
    Lines(Consumer<String> out) {
        this.out = out;
    }

    void push(String text) {
        int from = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
            out.accept(held.append(text, from, at).toString());
            held.setLength(0);
            from = at + 1;
        }
        held.append(text, from, text.length());
    }

    /** Ends the line that was begun. */
    void finish() {
        if (!held.isEmpty()) {
            out.accept(held.toString());
            held.setLength(0);
        }
    }
}
