package dev.footnote.app;

import dev.footnote.adapter.onnx.OnnxEmbeddingModel;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import java.util.List;

/** The built-in embedding model, which loads while the server starts; who needs it earlier waits. */
final class BuiltInEmbedding implements EmbeddingModel, AutoCloseable {

    private final Loading<OnnxEmbeddingModel> model =
            new Loading<>("the embedding model", OnnxEmbeddingModel::bgeSmallEnglish);

    @Override
    public List<Embedding> embed(Purpose purpose, List<String> texts) {
        return model.get().embed(purpose, texts);
    }

    @Override
    public int dimension() {
        return model.get().dimension();
    }

    @Override
    public double unrelatedCosine() {
        return model.get().unrelatedCosine();
    }

    @Override
    public void close() {
        model.ifLoaded(OnnxEmbeddingModel::close);
    }
}
