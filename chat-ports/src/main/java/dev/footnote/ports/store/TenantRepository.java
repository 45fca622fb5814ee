package dev.footnote.ports.store;

import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.TenantId;
import java.util.Optional;

/** Keeps tenants. */
public interface TenantRepository {

    /** Adds {@code tenant}; its id must be new. */
    void add(Tenant tenant);

    /** Replaces name and models; says whether it is there. */
    boolean save(Tenant tenant);

    Optional<Tenant> find(TenantId id);
}
