package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OwnModel;
import java.util.List;

/** Keeps the models that tenants brought along. */
public interface OwnModelRepository {

    /** Adds the models; those of a name that their tenant has are replaced. All or none. */
    void save(List<OwnModel> models);

    /** The tenant's models, by provider, then by name. */
    List<OwnModel> list(TenantId tenant);

    /** Lets it be chosen, or not; says whether the tenant has it. */
    boolean enable(TenantId tenant, ModelName name, boolean enabled);

    /** Removes it; says whether the tenant had it. */
    boolean remove(TenantId tenant, ModelName name);

    /** Removes all of a provider; says whether the tenant had any. */
    boolean removeAll(TenantId tenant, String provider);
}
