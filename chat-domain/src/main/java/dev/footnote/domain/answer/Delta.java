package dev.footnote.domain.answer;

import static java.util.Objects.requireNonNull;

/** A piece of text as the model produces it; never empty. */
public sealed interface Delta {

    String text();

    /** Part of the model's reasoning, which is shown apart from the answer. */
    record Thinking(String text) implements Delta {
        public Thinking {
            requireNonEmpty(text);
        }
    }

    /** Part of the answer. */
    record Text(String text) implements Delta {
        public Text {
            requireNonEmpty(text);
        }
    }

    private static void requireNonEmpty(String text) {
        requireNonNull(text, "text");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a delta has text");
        }
    }
}
