package dev.footnote.testkit;

import dev.footnote.ports.model.TokenCounter;

/** Counts words, which is close enough to tokens. */
public final class WordCounter implements TokenCounter {

    @Override
    public int count(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }
}
