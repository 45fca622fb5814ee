package dev.footnote.adapter.jdbi;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.DialogRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Dialogs in PostgreSQL. */
public final class JdbiDialogRepository implements DialogRepository {

    private final Store store;

    public JdbiDialogRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(Dialog dialog) {
        return store.with(handle -> handle.createUpdate("""
                                insert into dialog (id, tenant_id, name, settings, created_at, updated_at)
                                values (:id, :tenant, :name, cast(:settings as json), :createdAt, :updatedAt)
                                on conflict (tenant_id, lower(name)) do nothing
                                """)
                        .bind("id", dialog.id().value())
                        .bind("tenant", dialog.tenant().value())
                        .bind("name", dialog.settings().name())
                        .bind("settings", JsonColumn.write(dialog.settings(), Dialog.Settings.class))
                        .bind("createdAt", dialog.createdAt())
                        .bind("updatedAt", dialog.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean save(Dialog dialog) {
        return store.attempt(
                handle -> handle.createUpdate("""
                                        update dialog
                                        set name = :name, settings = cast(:settings as json), updated_at = :updatedAt
                                        where tenant_id = :tenant and id = :id
                                        """)
                                .bind("id", dialog.id().value())
                                .bind("tenant", dialog.tenant().value())
                                .bind("name", dialog.settings().name())
                                .bind("settings", JsonColumn.write(dialog.settings(), Dialog.Settings.class))
                                .bind("updatedAt", dialog.updatedAt())
                                .execute()
                        > 0,
                taken -> false);
    }

    @Override
    public Optional<Dialog> find(TenantId tenant, DialogId id) {
        return store.with(handle -> handle.createQuery("""
                        select id, tenant_id, settings, created_at, updated_at from dialog
                        where tenant_id = :tenant and id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map(JdbiDialogRepository::dialog)
                .findOne());
    }

    @Override
    public Page<Dialog> list(TenantId tenant, Listing listing) {
        var listed = new Listed(
                "t.id, t.tenant_id, t.settings, t.created_at, t.updated_at",
                "dialog t where t.tenant_id = :tenant",
                Map.of("tenant", tenant.value()));
        return store.with(handle -> listed.page(handle, listing, JdbiDialogRepository::dialog));
    }

    @Override
    public boolean remove(TenantId tenant, DialogId id) {
        return store.with(handle -> handle.createUpdate("""
                                with gone as (
                                    delete from dialog where tenant_id = :tenant and id = :id returning tenant_id, id)
                                insert into removed_dialog (tenant_id, id) select tenant_id, id from gone
                                """)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    @Override
    public boolean removed(TenantId tenant, DialogId id) {
        return store.with(
                handle -> handle.createQuery("select 1 from removed_dialog where tenant_id = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }

    @Override
    public int forgetRemoved(Instant before) {
        return store.with(handle -> handle.createUpdate("delete from removed_dialog where removed_at < :before")
                .bind("before", before)
                .execute());
    }

    private static Dialog dialog(ResultSet row, StatementContext context) throws SQLException {
        return new Dialog(
                new DialogId(row.getString("id")),
                new TenantId(row.getString("tenant_id")),
                Columns.json(row, "settings", Dialog.Settings.class),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
