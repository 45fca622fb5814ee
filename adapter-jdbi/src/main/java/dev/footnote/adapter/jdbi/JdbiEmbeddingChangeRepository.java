package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.EmbeddingChange.Cancelled;
import dev.footnote.domain.knowledge.EmbeddingChange.Failed;
import dev.footnote.domain.knowledge.EmbeddingChange.Finished;
import dev.footnote.domain.knowledge.EmbeddingChange.Running;
import dev.footnote.domain.knowledge.EmbeddingChange.State;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.store.EmbeddingChangeRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Changes of embedding models in PostgreSQL. */
public final class JdbiEmbeddingChangeRepository implements EmbeddingChangeRepository {

    private static final String RUNNING = "running";
    private static final String FINISHED = "finished";
    private static final String CANCELLED = "cancelled";
    private static final String FAILED = "failed";

    private final Store store;

    public JdbiEmbeddingChangeRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean begin(EmbeddingChange change) {
        return store.with(handle -> bound(handle.createUpdate("""
                                insert into embedding_change
                                (knowledge_base_id, tenant_id, model, state, reason, done, total, begun_at)
                                select id, tenant_id, :model, :state, :reason, :done, :total, :begunAt
                                from knowledge_base where id = :base and tenant_id = :tenant
                                on conflict (knowledge_base_id) do update
                                set model = excluded.model, state = excluded.state, reason = excluded.reason,
                                    done = excluded.done, total = excluded.total, begun_at = excluded.begun_at
                                where embedding_change.state <> 'running'
                                """), change)
                        .bind("begunAt", change.begunAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean report(EmbeddingChange change) {
        return store.with(handle -> bound(handle.createUpdate("""
                                update embedding_change
                                set state = :state, reason = :reason, done = :done, total = :total
                                where knowledge_base_id = :base and tenant_id = :tenant and model = :model
                                and state = 'running'
                                """), change).execute()) > 0;
    }

    private static <S extends SqlStatement<S>> S bound(S statement, EmbeddingChange change) {
        return statement
                .bind("base", change.knowledgeBase().value())
                .bind("tenant", change.tenant().value())
                .bind("model", change.model())
                .bind("state", word(change.state()))
                .bind("reason", change.state() instanceof Failed(String reason) ? reason : "")
                .bind("done", change.done())
                .bind("total", change.total());
    }

    @Override
    public Optional<EmbeddingChange> find(TenantId tenant, KnowledgeBaseId knowledgeBase) {
        return store.with(handle -> handle.createQuery("""
                        select knowledge_base_id, tenant_id, model, state, reason, done, total, begun_at
                        from embedding_change
                        where tenant_id = :tenant and knowledge_base_id = :base
                        """)
                .bind("tenant", tenant.value())
                .bind("base", knowledgeBase.value())
                .map(JdbiEmbeddingChangeRepository::change)
                .findOne());
    }

    @Override
    public List<EmbeddingChange> running() {
        return store.with(handle -> handle.createQuery("""
                        select knowledge_base_id, tenant_id, model, state, reason, done, total, begun_at
                        from embedding_change
                        where state = 'running'
                        order by begun_at, knowledge_base_id
                        """)
                .map(JdbiEmbeddingChangeRepository::change)
                .list());
    }

    private static String word(State state) {
        return switch (state) {
            case Running running -> RUNNING;
            case Finished finished -> FINISHED;
            case Cancelled cancelled -> CANCELLED;
            case Failed failed -> FAILED;
        };
    }

    private static EmbeddingChange change(ResultSet row, StatementContext context) throws SQLException {
        return new EmbeddingChange(
                new KnowledgeBaseId(row.getString("knowledge_base_id")),
                new TenantId(row.getString("tenant_id")),
                row.getString("model"),
                switch (row.getString("state")) {
                    case RUNNING -> new Running();
                    case FINISHED -> new Finished();
                    case CANCELLED -> new Cancelled();
                    case FAILED -> new Failed(row.getString("reason"));
                    default -> throw new IllegalStateException("unknown state " + row.getString("state"));
                },
                row.getInt("done"),
                row.getInt("total"),
                Columns.instant(row, "begun_at"));
    }
}
