package dev.footnote.evaluation;

import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import java.util.List;
import java.util.Optional;

/** A catalogue of a single embedding model. */
record OneModel(EmbeddingModel model) implements ModelCatalog {

    static final String NAME = "evaluated@Builtin";

    @Override
    public Optional<ChatEntry> chat(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<EmbeddingEntry> embedding(String name) {
        return Optional.of(new EmbeddingEntry(NAME, model));
    }

    @Override
    public Optional<RerankEntry> reranker(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<EntailmentModel> entailment() {
        return Optional.empty();
    }

    @Override
    public List<String> chatNames() {
        return List.of();
    }

    @Override
    public List<String> embeddingNames() {
        return List.of(NAME);
    }

    @Override
    public List<String> rerankerNames() {
        return List.of();
    }
}
