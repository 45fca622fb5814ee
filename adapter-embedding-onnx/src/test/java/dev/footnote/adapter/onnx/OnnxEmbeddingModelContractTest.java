package dev.footnote.adapter.onnx;

import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.testkit.EmbeddingModelContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxEmbeddingModelContractTest extends EmbeddingModelContract {

    private OnnxEmbeddingModel model;

    @BeforeAll
    void load() {
        model = OnnxEmbeddingModel.bgeSmallEnglish(Path.of("target", "models"));
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Override
    protected EmbeddingModel model() {
        return model;
    }
}
