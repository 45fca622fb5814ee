package dev.footnote.app;

import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in models and those of the settings, by name. */
final class ConfiguredModels implements ModelCatalog {

    private final Map<String, ChatEntry> chats = new LinkedHashMap<>();
    private final Map<String, EmbeddingEntry> embeddings = new LinkedHashMap<>();
    private final Map<String, RerankEntry> rerankers = new LinkedHashMap<>();
    private final Optional<EntailmentModel> entailment;

    /** The first of each list is the default. */
    ConfiguredModels(
            List<ChatEntry> chats,
            List<EmbeddingEntry> embeddings,
            List<RerankEntry> rerankers,
            Optional<EntailmentModel> entailment) {
        this.entailment = entailment;
        chats.forEach(entry -> this.chats.putIfAbsent(entry.name(), entry));
        embeddings.forEach(entry -> this.embeddings.putIfAbsent(entry.name(), entry));
        rerankers.forEach(entry -> this.rerankers.putIfAbsent(entry.name(), entry));
    }

    @Override
    public Optional<ChatEntry> chat(String name) {
        return find(chats, name);
    }

    @Override
    public Optional<EmbeddingEntry> embedding(String name) {
        return find(embeddings, name);
    }

    @Override
    public Optional<RerankEntry> reranker(String name) {
        return find(rerankers, name).or(() -> find(rerankers, ""));
    }

    @Override
    public Optional<EntailmentModel> entailment() {
        return entailment;
    }

    @Override
    public List<String> rerankerNames() {
        return List.copyOf(rerankers.keySet());
    }

    @Override
    public List<String> chatNames() {
        return List.copyOf(chats.keySet());
    }

    @Override
    public List<String> embeddingNames() {
        return List.copyOf(embeddings.keySet());
    }

    private static <T> Optional<T> find(Map<String, T> entries, String name) {
        if (name.isBlank()) {
            return entries.values().stream().findFirst();
        }
        T exact = entries.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        var alike = entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "@"))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst().getValue()) : Optional.empty();
    }
}
