package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.ports.store.OwnModelRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Tenants' models in PostgreSQL. */
public final class JdbiOwnModelRepository implements OwnModelRepository {

    private final Store store;

    public JdbiOwnModelRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public void save(List<OwnModel> models) {
        if (!models.isEmpty()) {
            store.inTransaction(() -> store.with(handle -> batch(handle, models).execute()));
        }
    }

    private static PreparedBatch batch(Handle handle, List<OwnModel> models) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into own_model
                (tenant_id, provider, name, kind, base, sealed_key, context_tokens, enabled)
                values (:tenant, :provider, :name, :kind, :base, :key, :contextTokens, :enabled)
                on conflict (tenant_id, provider, name) do update
                set kind = excluded.kind, base = excluded.base, sealed_key = excluded.sealed_key,
                context_tokens = excluded.context_tokens, enabled = excluded.enabled
                """);
        for (OwnModel model : models) {
            batch.bind("tenant", model.tenant().value())
                    .bind("provider", model.name().provider())
                    .bind("name", model.name().name())
                    .bind("kind", model.kind().name().toLowerCase(Locale.ROOT))
                    .bind("base", model.access().base())
                    .bind("key", model.access().sealedKey())
                    .bind("contextTokens", model.contextTokens())
                    .bind("enabled", model.enabled())
                    .add();
        }
        return batch;
    }

    @Override
    public List<OwnModel> list(TenantId tenant) {
        return store.with(handle -> handle.createQuery("""
                        select provider, name, kind, base, sealed_key, context_tokens, enabled
                        from own_model
                        where tenant_id = :tenant
                        order by provider collate "C", name collate "C"
                        """)
                .bind("tenant", tenant.value())
                .map((row, context) -> model(tenant, row))
                .list());
    }

    private static OwnModel model(TenantId tenant, ResultSet row) throws SQLException {
        return new OwnModel(
                tenant,
                new ModelName(row.getString("name"), row.getString("provider")),
                ModelKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                new OwnModel.Access(row.getString("base"), row.getString("sealed_key")),
                row.getInt("context_tokens"),
                row.getBoolean("enabled"));
    }

    @Override
    public boolean enable(TenantId tenant, ModelName name, boolean enabled) {
        return store.with(handle -> handle.createUpdate("""
                                update own_model set enabled = :enabled
                                where tenant_id = :tenant and provider = :provider and name = :name
                                """)
                        .bind("tenant", tenant.value())
                        .bind("provider", name.provider())
                        .bind("name", name.name())
                        .bind("enabled", enabled)
                        .execute())
                > 0;
    }

    @Override
    public boolean remove(TenantId tenant, ModelName name) {
        return store.with(handle -> handle.createUpdate("""
                                delete from own_model
                                where tenant_id = :tenant and provider = :provider and name = :name
                                """)
                        .bind("tenant", tenant.value())
                        .bind("provider", name.provider())
                        .bind("name", name.name())
                        .execute())
                > 0;
    }

    @Override
    public boolean removeAll(TenantId tenant, String provider) {
        return store.with(handle -> handle.createUpdate(
                                "delete from own_model where tenant_id = :tenant and provider = :provider")
                        .bind("tenant", tenant.value())
                        .bind("provider", provider)
                        .execute())
                > 0;
    }
}
