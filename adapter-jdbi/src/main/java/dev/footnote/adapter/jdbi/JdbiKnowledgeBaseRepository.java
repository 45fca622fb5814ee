package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.KnowledgeBaseRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;

/** Knowledge bases in PostgreSQL. */
public final class JdbiKnowledgeBaseRepository implements KnowledgeBaseRepository {

    private static final String COLUMNS = """
            t.id, t.tenant_id, t.created_by, t.settings, t.created_at, t.updated_at,
            size.documents, size.chunks, size.tokens
            """;

    private static final String TABLE = """
            knowledge_base t
            cross join lateral (
                select count(*) as documents, coalesce(sum(chunks), 0) as chunks, coalesce(sum(tokens), 0) as tokens
                from document where knowledge_base_id = t.id) size
            """;

    private static final String USABLE = TeamAccess.usable("t", ":tenant");

    private final Store store;

    public JdbiKnowledgeBaseRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(KnowledgeBase knowledgeBase) {
        return store.with(handle -> handle.createUpdate("""
                                insert into knowledge_base
                                (id, tenant_id, created_by, name, settings, created_at, updated_at)
                                values (:id, :tenant, :createdBy, :name, cast(:settings as json), :createdAt, :updatedAt)
                                on conflict (tenant_id, lower(name)) do nothing
                                """)
                        .bind("id", knowledgeBase.id().value())
                        .bind("tenant", knowledgeBase.tenant().value())
                        .bind("createdBy", knowledgeBase.createdBy().value())
                        .bind("name", knowledgeBase.settings().name())
                        .bind("settings", json(knowledgeBase.settings()))
                        .bind("createdAt", knowledgeBase.createdAt())
                        .bind("updatedAt", knowledgeBase.updatedAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean save(KnowledgeBase knowledgeBase) {
        return store.attempt(
                handle -> handle.createUpdate("""
                                        update knowledge_base
                                        set name = :name, settings = cast(:settings as json), updated_at = :updatedAt
                                        where tenant_id = :tenant and id = :id
                                        """)
                                .bind("id", knowledgeBase.id().value())
                                .bind("tenant", knowledgeBase.tenant().value())
                                .bind("name", knowledgeBase.settings().name())
                                .bind("settings", json(knowledgeBase.settings()))
                                .bind("updatedAt", knowledgeBase.updatedAt())
                                .execute()
                        > 0,
                taken -> false);
    }

    @Override
    public Optional<KnowledgeBase> find(TenantId tenant, KnowledgeBaseId id) {
        return findAll(tenant, Set.of(id)).stream().findFirst();
    }

    @Override
    public List<KnowledgeBase> findAll(TenantId tenant, Set<KnowledgeBaseId> ids) {
        return store.with(handle -> handle.createQuery(
                        "select " + COLUMNS + " from " + TABLE + " where t.id = any(:ids) and " + USABLE)
                .bind("tenant", tenant.value())
                .bindArray(
                        "ids",
                        String.class,
                        ids.stream().map(KnowledgeBaseId::value).toList())
                .map(JdbiKnowledgeBaseRepository::knowledgeBase)
                .list());
    }

    @Override
    public Page<KnowledgeBase> list(TenantId tenant, Listing listing) {
        var listed = new Listed(COLUMNS, TABLE + " where " + USABLE, Map.of("tenant", tenant.value()));
        return store.with(handle -> listed.page(handle, listing, JdbiKnowledgeBaseRepository::knowledgeBase));
    }

    @Override
    public List<KnowledgeBase> everyTenants() {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + " from " + TABLE)
                .map(JdbiKnowledgeBaseRepository::knowledgeBase)
                .list());
    }

    @Override
    public boolean remove(TenantId tenant, KnowledgeBaseId id) {
        return store.with(handle -> handle.createUpdate(
                                "delete from knowledge_base where tenant_id = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    private static String json(KnowledgeBase.Settings settings) {
        return JsonColumn.write(settings, KnowledgeBase.Settings.class);
    }

    private static KnowledgeBase knowledgeBase(ResultSet row, StatementContext context) throws SQLException {
        return new KnowledgeBase(
                new KnowledgeBaseId(row.getString("id")),
                new TenantId(row.getString("tenant_id")),
                new UserId(row.getString("created_by")),
                Columns.json(row, "settings", KnowledgeBase.Settings.class),
                new KnowledgeBase.Size(row.getInt("documents"), row.getInt("chunks"), row.getLong("tokens")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
