package dev.footnote.adapter.telemetry;

import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.Provider;
import dev.footnote.ports.model.ChatModel;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.Reranker;
import java.util.List;

/** A way to models that users bring along, each call of which is seen. */
record TracedAccess(ModelAccess access, SeenModels seen) implements ModelAccess {

    @Override
    public List<Provider> providers() {
        return access.providers();
    }

    @Override
    public ChatModel chat(Endpoint endpoint) {
        return seen.chat(endpoint.model(), access.chat(endpoint));
    }

    @Override
    public EmbeddingModel embedding(Endpoint endpoint) {
        return seen.embedding(endpoint.model(), access.embedding(endpoint));
    }

    @Override
    public Reranker reranker(Endpoint endpoint) {
        return seen.reranker(endpoint.model(), access.reranker(endpoint));
    }

    @Override
    public void check(ModelKind kind, Endpoint endpoint) {
        access.check(kind, endpoint);
    }
}
