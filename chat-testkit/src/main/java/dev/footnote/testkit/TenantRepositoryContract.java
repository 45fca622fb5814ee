package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.Tenant.DefaultModels;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TenantRepository;
import org.junit.jupiter.api.Test;

/** What every {@link TenantRepository} promises. */
public abstract class TenantRepositoryContract extends StoreContract {

    private final Tenant tenant = new Tenant(Samples.tenant(), "Ours", new DefaultModels("a", "b", "c", "d", "e"));

    @Test
    void keepsEveryField() {
        tenants().add(tenant);
        assertThat(tenants().find(tenant.id())).contains(tenant);

        var changed = new Tenant(tenant.id(), "Renamed", DefaultModels.NONE);
        assertThat(tenants().save(changed)).isTrue();
        assertThat(tenants().find(tenant.id())).contains(changed);
    }

    @Test
    void savesAndFindsOnlyWhatIsThere() {
        assertThat(tenants().save(tenant)).isFalse();
        assertThat(tenants().find(tenant.id())).isEmpty();
    }

    @Test
    void addsAnIdOnce() {
        tenants().add(tenant);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> tenants().add(new Tenant(tenant.id(), "Other", DefaultModels.NONE)));
        assertThat(tenants().find(tenant.id())).contains(tenant);
    }
}
