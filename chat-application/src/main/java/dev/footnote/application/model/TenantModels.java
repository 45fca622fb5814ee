package dev.footnote.application.model;

import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.EntailmentModel;
import dev.footnote.ports.model.ModelCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of the program, and for each tenant its own before them. What a tenant has is remembered, so that a
 * question does not ask the database for it: what is changed here is seen at once, what another process changed a
 * minute later at most.
 */
public final class TenantModels implements ModelCatalog {

    static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST_TENANTS = 10_000;

    private final Ports ports;
    private final ModelCatalog common;
    private final Map<TenantId, Remembered> remembered = new ConcurrentHashMap<>();

    /** @param ports with the models of the program */
    public TenantModels(Ports ports) {
        this.ports = ports;
        this.common = ports.models();
    }

    @Override
    public ModelCatalog of(TenantId tenant) {
        Instant now = ports.clock().instant();
        if (remembered.size() > MOST_TENANTS) {
            remembered.clear();
        }
        Remembered known = remembered.get(tenant);
        if (known != null && known.validAt(now)) {
            return known.catalog();
        }
        return remembered
                .compute(tenant, (same, before) -> before != null && before.validAt(now) ? before : read(same, now))
                .catalog();
    }

    /**
     * Reads a tenant's models, and which of them it has chosen, anew when they are asked for next. To be called after a
     * change is stored.
     */
    public void forget(TenantId tenant) {
        remembered.remove(tenant); // waits for a reading under way, which may not have seen the change
    }

    private Remembered read(TenantId tenant, Instant now) {
        List<OwnModel> own = ports.ownModels().list(tenant).stream()
                .filter(OwnModel::enabled)
                .toList();
        DefaultModels chosen = ports.tenants().find(tenant).map(Tenant::models).orElse(DefaultModels.NONE);
        boolean usual = own.isEmpty() && chosen.equals(DefaultModels.NONE);
        return new Remembered(
                usual ? common : TenantCatalog.of(own, chosen, common, ports.vault(), ports.access()),
                now.plus(MEMORY));
    }

    @Override
    public Optional<ChatEntry> chat(String name) {
        return common.chat(name);
    }

    @Override
    public Optional<EmbeddingEntry> embedding(String name) {
        return common.embedding(name);
    }

    @Override
    public Optional<RerankEntry> reranker(String name) {
        return common.reranker(name);
    }

    @Override
    public Optional<EntailmentModel> entailment() {
        return common.entailment();
    }

    @Override
    public List<String> chatNames() {
        return common.chatNames();
    }

    @Override
    public List<String> embeddingNames() {
        return common.embeddingNames();
    }

    @Override
    public List<String> rerankerNames() {
        return common.rerankerNames();
    }

    private record Remembered(ModelCatalog catalog, Instant until) {

        boolean validAt(Instant now) {
            return now.isBefore(until);
        }
    }
}
