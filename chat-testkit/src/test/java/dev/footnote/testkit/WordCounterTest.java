package dev.footnote.testkit;

import dev.footnote.ports.model.TokenCounter;

class WordCounterTest extends TokenCounterContract {

    @Override
    protected TokenCounter counter() {
        return new WordCounter();
    }
}
