package dev.footnote.testkit;

import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.OfferedModel;
import dev.footnote.domain.model.Provider;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.model.Reranker;
import java.util.List;
import java.util.Optional;

/**
 * Models at every address of {@code .example}, which tell their name and where they are. They refuse the key
 * {@link #WRONG_KEY}; at other addresses there is nothing.
 */
public final class AnsweringAccess implements ModelAccess {

    /** The key that is refused. */
    public static final String WRONG_KEY = "wrong";

    private static final int CONTEXT = 8_192;

    @Override
    public List<Provider> providers() {
        return List.of(
                new Provider(
                        "ZHIPU-AI",
                        Optional.of("https://zhipu.example/v4"),
                        List.of(
                                new OfferedModel("glm-4-flash", ModelKind.CHAT, CONTEXT),
                                new OfferedModel("embedding-3", ModelKind.EMBEDDING, CONTEXT))),
                new Provider("OpenAI-API-Compatible", Optional.empty(), List.of()));
    }

    @Override
    public ChatModel chat(Endpoint endpoint) {
        return (prompt, sink) -> {
            require(endpoint);
            return new ScriptedModel(endpoint.model(), " at ", endpoint.base()).stream(prompt, sink);
        };
    }

    @Override
    public EmbeddingModel embedding(Endpoint endpoint) {
        var model = new HashEmbeddingModel();
        return new EmbeddingModel() {
            @Override
            public List<Embedding> embed(Purpose purpose, List<String> texts) {
                require(endpoint);
                return model.embed(purpose, texts);
            }

            @Override
            public int dimension() {
                return model.dimension();
            }

            @Override
            public double unrelatedCosine() {
                return model.unrelatedCosine();
            }
        };
    }

    @Override
    public Reranker reranker(Endpoint endpoint) {
        return (question, texts) -> {
            require(endpoint);
            return texts.stream().map(text -> 0.5).toList();
        };
    }

    @Override
    public void check(ModelKind kind, Endpoint endpoint) {
        require(endpoint);
    }

    private static void require(Endpoint endpoint) {
        if (!endpoint.base().matches("https?://[a-z.]+\\.example(/.*)?")) {
            throw new ModelException.Unavailable("the model cannot be reached", null);
        }
        if (endpoint.key().value().equals(WRONG_KEY)) {
            throw new ModelException.Unauthorized("the model refused the key");
        }
    }
}
