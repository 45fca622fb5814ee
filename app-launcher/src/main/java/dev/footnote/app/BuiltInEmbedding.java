package dev.footnote.app;

import dev.footnote.adapter.onnx.OnnxConfig;
import dev.footnote.adapter.onnx.OnnxEmbeddingModel;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.ports.model.EmbeddingModel;
import java.nio.file.Path;
import java.util.List;

/** An embedding model in this process, which loads on a thread of its own when it is told to begin or first needed. */
final class BuiltInEmbedding implements EmbeddingModel, AutoCloseable {

    private final Loading<OnnxEmbeddingModel> model;

    private BuiltInEmbedding(Loading<OnnxEmbeddingModel> model) {
        this.model = model;
    }

    /**
     * The one that is shipped.
     *
     * @param folder where its files are kept
     */
    static BuiltInEmbedding shipped(Path folder) {
        return new BuiltInEmbedding(
                new Loading<>("the embedding model", () -> OnnxEmbeddingModel.bgeSmallEnglish(folder)));
    }

    /**
     * One of the operator's files.
     *
     * @param folder where the library that runs it is kept
     */
    static BuiltInEmbedding of(OnnxConfig config, Path folder) {
        return new BuiltInEmbedding(
                new Loading<>(config.model().toString(), () -> OnnxEmbeddingModel.open(config, folder)));
    }

    void begin() {
        model.begin();
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
