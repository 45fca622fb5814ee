package dev.footnote.testkit;

import dev.footnote.ports.model.Reranker;

class HashRerankerTest extends RerankerContract {

    @Override
    protected Reranker reranker() {
        return new HashReranker();
    }
}
