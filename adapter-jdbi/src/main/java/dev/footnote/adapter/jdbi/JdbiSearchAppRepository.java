package dev.footnote.adapter.jdbi;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.ports.store.SearchAppRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Search apps in PostgreSQL. */
public final class JdbiSearchAppRepository implements SearchAppRepository {

    private static final String COLUMNS = """
            t.id, t.tenant_id, t.created_by, t.name, t.description, t.avatar, t.settings, t.created_at, t.updated_at
            """;

    private final Store store;

    public JdbiSearchAppRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public boolean add(SearchApp app) {
        return store.with(handle -> bound(handle.createUpdate("""
                                insert into search_app
                                (id, tenant_id, created_by, name, description, avatar, settings, created_at, updated_at)
                                values (:id, :tenant, :creator, :name, :description, :avatar,
                                cast(:settings as json), :createdAt, :updatedAt)
                                on conflict (tenant_id, lower(name)) do nothing
                                """), app)
                        .bind("creator", app.creator().value())
                        .bind("createdAt", app.createdAt())
                        .execute())
                > 0;
    }

    @Override
    public boolean save(SearchApp app) {
        return store.attempt(handle -> bound(handle.createUpdate("""
                                        update search_app
                                        set name = :name, description = :description, avatar = :avatar,
                                        settings = cast(:settings as json), updated_at = :updatedAt
                                        where tenant_id = :tenant and id = :id
                                        """), app).execute() > 0, taken -> false);
    }

    private static <S extends SqlStatement<S>> S bound(S statement, SearchApp app) {
        return statement
                .bind("id", app.id().value())
                .bind("tenant", app.tenant().value())
                .bind("name", app.about().name())
                .bind("description", app.about().description())
                .bind("avatar", app.about().avatar())
                .bind("settings", JsonColumn.write(app.settings(), SearchSettings.class))
                .bind("updatedAt", app.updatedAt());
    }

    @Override
    public Optional<SearchApp> find(TenantId tenant, SearchAppId id) {
        return store.with(handle -> handle.createQuery(
                        "select " + COLUMNS + " from search_app t where t.tenant_id = :tenant and t.id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map(JdbiSearchAppRepository::app)
                .findOne());
    }

    @Override
    public Page<SearchApp> list(TenantId tenant, Listing listing) {
        var listed = new Listed(COLUMNS, "search_app t where t.tenant_id = :tenant", Map.of("tenant", tenant.value()));
        return store.with(handle -> listed.page(handle, listing, JdbiSearchAppRepository::app));
    }

    @Override
    public boolean remove(TenantId tenant, SearchAppId id) {
        return store.with(handle -> handle.createUpdate("delete from search_app where tenant_id = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .execute())
                > 0;
    }

    @Override
    public boolean share(TenantId tenant, SearchAppId id, String shareHash) {
        return store.with(handle -> handle.createUpdate("""
                                insert into search_app_share (share_hash, search_app_id)
                                select k.share_hash, t.id
                                from search_app t
                                join api_token k on k.tenant_id = t.tenant_id and k.share_hash = :hash
                                where t.tenant_id = :tenant and t.id = :id
                                on conflict (share_hash) do update set search_app_id = excluded.search_app_id
                                """)
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .bind("hash", shareHash)
                        .execute())
                > 0;
    }

    @Override
    public Optional<SearchApp> findShared(TenantId tenant, String shareHash) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                         from search_app t
                        join search_app_share s on s.search_app_id = t.id
                        where t.tenant_id = :tenant and s.share_hash = :hash
                        """)
                .bind("tenant", tenant.value())
                .bind("hash", shareHash)
                .map(JdbiSearchAppRepository::app)
                .findOne());
    }

    private static SearchApp app(ResultSet row, StatementContext context) throws SQLException {
        return new SearchApp(
                new SearchAppId(row.getString("id")),
                new TenantId(row.getString("tenant_id")),
                new UserId(row.getString("created_by")),
                new SearchApp.About(row.getString("name"), row.getString("description"), row.getString("avatar")),
                Columns.json(row, "settings", SearchSettings.class),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
