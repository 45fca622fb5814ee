package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.Tenant;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.TenantRepository;
import java.util.Optional;

/** Tenants in PostgreSQL. */
public final class JdbiTenantRepository implements TenantRepository {

    private final Store store;

    public JdbiTenantRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public void add(Tenant tenant) {
        store.with(handle -> handle.createUpdate("""
                        insert into tenant (id, name, models)
                        values (:id, :name, cast(:models as json))
                        """)
                .bind("id", tenant.id().value())
                .bind("name", tenant.name())
                .bind("models", JsonColumn.write(tenant.models(), Tenant.DefaultModels.class))
                .execute());
    }

    @Override
    public boolean save(Tenant tenant) {
        return store.with(handle -> handle.createUpdate("""
                                update tenant set name = :name, models = cast(:models as json)
                                where id = :id
                                """)
                        .bind("id", tenant.id().value())
                        .bind("name", tenant.name())
                        .bind("models", JsonColumn.write(tenant.models(), Tenant.DefaultModels.class))
                        .execute())
                > 0;
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return store.with(handle -> handle.createQuery("select name, models from tenant where id = :id")
                .bind("id", id.value())
                .map((row, context) ->
                        new Tenant(id, row.getString("name"), Columns.json(row, "models", Tenant.DefaultModels.class)))
                .findOne());
    }
}
