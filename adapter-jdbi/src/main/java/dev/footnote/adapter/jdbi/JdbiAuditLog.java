package dev.footnote.adapter.jdbi;

import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.runtime.AuditLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** Who did what, in PostgreSQL. Actions and things stand there under their names in the domain. */
public final class JdbiAuditLog implements AuditLog {

    private final Store store;

    public JdbiAuditLog(Database database) {
        this.store = database.store();
    }

    @Override
    public void add(AuditEntry entry) {
        store.with(handle -> handle.createUpdate("""
                        insert into audit_entry (at, tenant_id, actor_id, action, thing, subject)
                        values (:at, :tenant, :actor, :action, :thing, :subject)
                        """)
                .bind("at", entry.at())
                .bind("tenant", entry.tenant().value())
                .bind("actor", entry.actor().value())
                .bind("action", entry.action().name())
                .bind("thing", entry.thing().name())
                .bind("subject", entry.subject())
                .execute());
    }

    @Override
    public Page<AuditEntry> list(TenantId tenant, int offset, int limit) {
        return store.with(handle -> {
            long total = handle.createQuery("select count(*) from audit_entry where tenant_id = :tenant")
                    .bind("tenant", tenant.value())
                    .mapTo(Long.class)
                    .one();
            var entries = handle.createQuery("""
                            select at, tenant_id, actor_id, action, thing, subject from audit_entry
                            where tenant_id = :tenant order by id desc limit :limit offset :offset
                            """)
                    .bind("tenant", tenant.value())
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map(JdbiAuditLog::entry)
                    .list();
            return new Page<>(entries, total);
        });
    }

    private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new AuditEntry(
                Columns.instant(row, "at"),
                new TenantId(row.getString("tenant_id")),
                new UserId(row.getString("actor_id")),
                Action.valueOf(row.getString("action")),
                Thing.valueOf(row.getString("thing")),
                row.getString("subject"));
    }
}
