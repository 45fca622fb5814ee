package dev.footnote.application.model;

import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.ports.identity.SecretVault;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelAccess.Endpoint;
import dev.footnote.ports.model.ModelCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one tenant can use. A name that the tenant gave its own key for is the tenant's, also where the program has a
 * model of that name. The default models are those that the tenant has chosen, as long as they are there, else the
 * program's.
 */
final class TenantCatalog implements ModelCatalog {

    private static final Logger log = LoggerFactory.getLogger(TenantCatalog.class);

    private final ModelCatalog common;
    private final DefaultModels chosen;
    private final Map<String, ChatEntry> chats = new LinkedHashMap<>();
    private final Map<String, EmbeddingEntry> embeddings = new LinkedHashMap<>();
    private final Map<String, RerankEntry> rerankers = new LinkedHashMap<>();

    private TenantCatalog(ModelCatalog common, DefaultModels chosen) {
        this.common = common;
        this.chosen = chosen;
    }

    /** The catalog of {@code own} models, which are all to be chosen, and the {@code common} ones. */
    static TenantCatalog of(
            List<OwnModel> own, DefaultModels chosen, ModelCatalog common, SecretVault vault, ModelAccess access) {
        var catalog = new TenantCatalog(common, chosen);
        for (OwnModel model : own) {
            vault.open(model.access().sealedKey())
                    .ifPresentOrElse(
                            key -> catalog.add(model, key, access),
                            () -> log.warn(
                                    "The key of {} of the tenant {} cannot be read; the model is not there",
                                    model.name().full(),
                                    model.tenant().value()));
        }
        return catalog;
    }

    private void add(OwnModel model, Secret key, ModelAccess access) {
        String name = model.name().full();
        var endpoint = new Endpoint(model.access().base(), key, model.name().name(), model.contextTokens());
        switch (model.kind()) {
            case CHAT -> chats.put(name, new ChatEntry(name, access.chat(endpoint), model.contextTokens(), true));
            case EMBEDDING -> embeddings.put(name, new EmbeddingEntry(name, access.embedding(endpoint)));
            case RERANK -> rerankers.put(name, new RerankEntry(name, access.reranker(endpoint)));
        }
    }

    @Override
    public Optional<ChatEntry> chat(String name) {
        return find(chats, name, chosen.chat(), common::chat);
    }

    @Override
    public Optional<EmbeddingEntry> embedding(String name) {
        return find(embeddings, name, chosen.embedding(), common::embedding);
    }

    @Override
    public Optional<RerankEntry> reranker(String name) {
        return find(
                rerankers,
                name,
                chosen.reranker(),
                other -> common.reranker(other)
                        .or(() -> rerankers.values().stream().findFirst()));
    }

    /** By the full name, by the name alone if it is unique among the tenant's, else among the program's. */
    private static <T> Optional<T> find(
            Map<String, T> own, String name, String chosen, Function<String, Optional<T>> others) {
        if (name.isBlank()) {
            return chosen.isBlank()
                    ? others.apply(name)
                    : find(own, chosen, "", others).or(() -> others.apply(name));
        }
        T exact = own.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<T> alike = own.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "@"))
                .map(Map.Entry::getValue)
                .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : others.apply(name);
    }

    @Override
    public Optional<EntailmentModel> entailment() {
        return common.entailment();
    }

    @Override
    public List<String> chatNames() {
        return joined(common.chatNames(), chats);
    }

    @Override
    public List<String> embeddingNames() {
        return joined(common.embeddingNames(), embeddings);
    }

    @Override
    public List<String> rerankerNames() {
        return joined(common.rerankerNames(), rerankers);
    }

    private static List<String> joined(List<String> names, Map<String, ?> own) {
        var all = new ArrayList<>(names); // the default one stays the first
        own.keySet().stream().filter(name -> !names.contains(name)).forEach(all::add);
        return List.copyOf(all);
    }
}
