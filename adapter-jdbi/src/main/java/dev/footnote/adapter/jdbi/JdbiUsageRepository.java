package dev.footnote.adapter.jdbi;

import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.store.UsageRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;

/** How much was asked, as PostgreSQL has it. */
public final class JdbiUsageRepository implements UsageRepository {

    private static final int ROWS_AT_ONCE = 500;

    private final Store store;
    private final StoredText texts;

    public JdbiUsageRepository(Database database) {
        this.store = database.store();
        this.texts = database.texts();
    }

    @Override
    public void turns(TenantId tenant, Instant from, Instant to, Sink<Use> sink) {
        store.inTransaction(() -> store.with(
                handle -> { // rows come in portions inside a transaction only
                    var query = handle.createQuery("""
                            select t.conversation_id, c.user_label, t.started_at, r.text, r.at, r.thumb
                            from turn t
                            join conversation c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
                            left join reply r on r.turn_id = t.id
                            where t.tenant_id = :tenant and t.started_at >= :from and t.started_at < :to
                            and c.removed_at is null
                            order by t.started_at
                            """)
                            .bind("tenant", tenant.value())
                            .bind("from", from)
                            .bind("to", to)
                            .setFetchSize(ROWS_AT_ONCE);
                    try (var uses = query.map((row, context) -> use(row)).iterator()) {
                        return push(uses, sink);
                    }
                }));
    }

    private static boolean push(Iterator<Use> uses, Sink<Use> sink) {
        while (uses.hasNext()) {
            if (!sink.push(uses.next())) {
                return false;
            }
        }
        return true;
    }

    private Use use(ResultSet row) throws SQLException {
        Instant askedAt = Columns.instant(row, "started_at");
        boolean answered = row.getString("text") != null;
        return new Use(
                new ConversationId(row.getString("conversation_id")),
                row.getString("user_label"),
                askedAt,
                answered ? texts.read(row.getString("text")) : "",
                answered ? Duration.between(askedAt, Columns.instant(row, "at")) : Duration.ZERO,
                answered && row.getString("thumb").equals("up"));
    }
}
