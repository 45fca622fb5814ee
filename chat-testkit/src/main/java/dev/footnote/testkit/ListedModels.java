package dev.footnote.testkit;

import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Models by name.
 *
 * @param chats the default one first
 * @param embeddings the default one first
 * @param rerankers the default one first
 */
public record ListedModels(
        List<ChatEntry> chats,
        List<EmbeddingEntry> embeddings,
        List<RerankEntry> rerankers,
        Optional<EntailmentModel> entailment)
        implements ModelCatalog {

    public ListedModels {
        chats = List.copyOf(chats);
        embeddings = List.copyOf(embeddings);
        rerankers = List.copyOf(rerankers);
    }

    /** Without an entailment model. */
    public ListedModels(List<ChatEntry> chats, List<EmbeddingEntry> embeddings, List<RerankEntry> rerankers) {
        this(chats, embeddings, rerankers, Optional.empty());
    }

    @Override
    public Optional<ChatEntry> chat(String name) {
        return find(chats, ChatEntry::name, name);
    }

    @Override
    public Optional<EmbeddingEntry> embedding(String name) {
        return find(embeddings, EmbeddingEntry::name, name);
    }

    @Override
    public Optional<RerankEntry> reranker(String name) {
        return find(rerankers, RerankEntry::name, name)
                .or(() -> rerankers.stream().findFirst());
    }

    @Override
    public List<String> rerankerNames() {
        return rerankers.stream().map(RerankEntry::name).toList();
    }

    @Override
    public List<String> chatNames() {
        return chats.stream().map(ChatEntry::name).toList();
    }

    @Override
    public List<String> embeddingNames() {
        return embeddings.stream().map(EmbeddingEntry::name).toList();
    }

    private static <T> Optional<T> find(List<T> entries, Function<T, String> name, String wanted) {
        if (wanted.isEmpty()) {
            return entries.stream().findFirst();
        }
        Optional<T> exact = entries.stream()
                .filter(entry -> name.apply(entry).equals(wanted))
                .findFirst();
        List<T> alike = entries.stream()
                .filter(entry -> name.apply(entry).startsWith(wanted + "@"))
                .toList();
        return exact.isEmpty() && alike.size() == 1 ? Optional.of(alike.getFirst()) : exact;
    }
}
