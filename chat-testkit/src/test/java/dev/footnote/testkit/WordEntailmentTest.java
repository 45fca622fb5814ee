package dev.footnote.testkit;

import dev.footnote.ports.model.EntailmentModel;

class WordEntailmentTest extends EntailmentModelContract {

    @Override
    protected EntailmentModel model() {
        return new WordEntailment();
    }
}
