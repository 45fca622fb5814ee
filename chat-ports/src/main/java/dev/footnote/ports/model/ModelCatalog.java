package dev.footnote.ports.model;

import dev.footnote.domain.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * The models that can be used, by name: {@code name@factory}, or the name alone where it is unique.
 *
 * <p>Safe for use by several threads at once.
 */
public interface ModelCatalog {

    /** What a tenant can use: these models, and before them those that it brought along; without any, these alone. */
    default ModelCatalog of(TenantId tenant) {
        return this;
    }

    /** The chat model of that name; the default one for an empty name; empty if there is none. */
    Optional<ChatEntry> chat(String name);

    /** The embedding model of that name; the default one for an empty name; empty if there is none. */
    Optional<EmbeddingEntry> embedding(String name);

    /** The reranker of that name, the default one if there is none of that name; empty if there is none at all. */
    Optional<RerankEntry> reranker(String name);

    /** What judges sentences once more; empty if there is none. */
    Optional<EntailmentModel> entailment();

    /** The full names of all chat models, the default one first. */
    List<String> chatNames();

    /** The full names of all embedding models, the default one first. */
    List<String> embeddingNames();

    /** The full names of all rerankers, the default one first. */
    List<String> rerankerNames();

    /**
     * A chat model and what is known of it.
     *
     * @param name full, {@code name@factory}
     * @param contextTokens how much it can read and write together
     * @param generative whether it follows instructions; one that only quotes is never asked to rewrite a question
     */
    record ChatEntry(String name, ChatModel model, int contextTokens, boolean generative) {}

    /** An embedding model under its full name. */
    record EmbeddingEntry(String name, EmbeddingModel model) {}

    /** A reranker under its full name. */
    record RerankEntry(String name, Reranker model) {}
}
