package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.TenantRepository;
import java.util.Optional;

record InMemoryTenants(InMemoryDatabase database) implements TenantRepository {

    @Override
    public void add(Tenant tenant) {
        database.with(() -> {
            InMemoryDatabase.insert(database.tenants, tenant.id(), tenant);
            return true;
        });
    }

    @Override
    public boolean save(Tenant tenant) {
        return database.with(() -> database.tenants.replace(tenant.id(), tenant) != null);
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return database.with(() -> Optional.ofNullable(database.tenants.get(id)));
    }
}
