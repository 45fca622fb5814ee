package dev.footnote.adapter.telemetry;

import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import java.util.List;
import java.util.Optional;

/** A catalogue of models whose calls are seen. */
record TracedModels(ModelCatalog models, SeenModels seen) implements ModelCatalog {

    @Override
    public Optional<ChatEntry> chat(String name) {
        return models.chat(name)
                .map(entry -> new ChatEntry(
                        entry.name(),
                        seen.chat(entry.name(), entry.model()),
                        entry.contextTokens(),
                        entry.generative()));
    }

    @Override
    public Optional<EmbeddingEntry> embedding(String name) {
        return models.embedding(name)
                .map(entry -> new EmbeddingEntry(entry.name(), seen.embedding(entry.name(), entry.model())));
    }

    @Override
    public Optional<RerankEntry> reranker(String name) {
        return models.reranker(name)
                .map(entry -> new RerankEntry(entry.name(), seen.reranker(entry.name(), entry.model())));
    }

    @Override
    public Optional<EntailmentModel> entailment() {
        return models.entailment().map(model -> seen.entailment("entailment", model));
    }

    @Override
    public List<String> chatNames() {
        return models.chatNames();
    }

    @Override
    public List<String> embeddingNames() {
        return models.embeddingNames();
    }

    @Override
    public List<String> rerankerNames() {
        return models.rerankerNames();
    }
}
