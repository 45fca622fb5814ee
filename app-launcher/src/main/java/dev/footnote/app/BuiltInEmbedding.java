package dev.footnote.app;

import dev.footnote.adapter.onnx.OnnxEmbeddingModel;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import java.nio.file.Path;
import java.util.List;

/** The built-in embedding model, which loads while the server starts; who needs it earlier waits. */
final class BuiltInEmbedding implements EmbeddingModel, AutoCloseable {

    private final Loading<OnnxEmbeddingModel> model;

    /** @param folder where its files are kept */
    BuiltInEmbedding(Path folder) {
        model = new Loading<>("the embedding model", () -> OnnxEmbeddingModel.bgeSmallEnglish(folder)).begin();
    }

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
