package dev.footnote.testkit;

import dev.footnote.ports.model.EmbeddingModel;

class HashEmbeddingModelTest extends EmbeddingModelContract {

    @Override
    protected EmbeddingModel model() {
        return new HashEmbeddingModel();
    }
}
