package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.ports.store.OwnModelRepository;
import java.util.Comparator;
import java.util.List;

record InMemoryOwnModels(InMemoryDatabase database) implements OwnModelRepository {

    @Override
    public void save(List<OwnModel> models) {
        database.with(() -> {
            models.forEach(model -> database.ownModels.put(new Key(model.tenant(), model.name()), model));
            return true;
        });
    }

    @Override
    public List<OwnModel> list(TenantId tenant) {
        return database.with(() -> database.ownModels.values().stream()
                .filter(model -> model.tenant().equals(tenant))
                .sorted(Comparator.comparing((OwnModel model) -> model.name().provider())
                        .thenComparing(model -> model.name().name()))
                .toList());
    }

    @Override
    public boolean enable(TenantId tenant, ModelName name, boolean enabled) {
        return database.with(
                () -> database.ownModels.computeIfPresent(new Key(tenant, name), (key, model) -> model.enabled(enabled))
                        != null);
    }

    @Override
    public boolean remove(TenantId tenant, ModelName name) {
        return database.with(() -> database.ownModels.remove(new Key(tenant, name)) != null);
    }

    @Override
    public boolean removeAll(TenantId tenant, String provider) {
        return database.with(() -> database.ownModels
                .keySet()
                .removeIf(key ->
                        key.tenant().equals(tenant) && key.name().provider().equals(provider)));
    }

    /** What a model is found by. */
    record Key(TenantId tenant, ModelName name) {}
}
