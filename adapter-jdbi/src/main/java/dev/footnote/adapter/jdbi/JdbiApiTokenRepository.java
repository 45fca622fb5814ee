package dev.footnote.adapter.jdbi;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ApiTokenRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API tokens in PostgreSQL. */
public final class JdbiApiTokenRepository implements ApiTokenRepository {

    private static final String COLUMNS = """
            t.tenant_id, t.hash, t.share_hash, t.dialog_id, t.sealed_key, t.sealed_share,
            t.created_at, t.expires_at, t.used_at
            """;

    /** A token opens nothing once its owner was switched off. */
    private static final String OWNER_ACTIVE =
            "not exists (select from account a where a.id = t.tenant_id and not a.active)";

    private final Store store;

    public JdbiApiTokenRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public void add(ApiToken token) {
        insert(token, null);
    }

    @Override
    public void addShare(ApiToken token, DialogId dialog) {
        insert(token, dialog.value());
    }

    private void insert(ApiToken token, @Nullable String dialog) {
        store.with(handle -> handle.createUpdate("""
                        insert into api_token
                        (hash, share_hash, tenant_id, dialog_id, sealed_key, sealed_share,
                        created_at, expires_at, used_at)
                        values (:hash, :shareHash, :tenant, :dialog, :key, :share, :createdAt, :expiresAt, :usedAt)
                        """)
                .bind("hash", token.hash())
                .bind("shareHash", token.shareHash())
                .bind("tenant", token.tenant().value())
                .bind("dialog", dialog)
                .bind("key", token.texts().map(ApiToken.Sealed::key).orElse(null))
                .bind("share", token.texts().map(ApiToken.Sealed::share).orElse(null))
                .bind("createdAt", token.createdAt())
                .bindByType("expiresAt", token.expiresAt().orElse(null), Instant.class)
                .bindByType("usedAt", token.usedAt().orElse(null), Instant.class)
                .execute());
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return store.with(handle -> handle.createQuery(
                        "select " + COLUMNS + " from api_token t where t.hash = :hash and " + OWNER_ACTIVE)
                .bind("hash", hash)
                .map((row, context) -> token(row))
                .findOne());
    }

    @Override
    public Optional<Share> findShare(String shareHash, Instant at) {
        return store.with(handle -> handle.createQuery("""
                        select t.tenant_id, t.dialog_id from api_token t
                        where t.share_hash = :hash and (t.expires_at is null or t.expires_at > :at) and
                        """ + OWNER_ACTIVE)
                .bind("hash", shareHash)
                .bind("at", at)
                .map((row, context) -> new Share(new TenantId(row.getString("tenant_id")), dialog(row)))
                .findOne());
    }

    @Override
    public boolean embed(TenantId tenant, String shareHash, Set<Origin> origins) {
        return store.with(handle -> handle.createUpdate("""
                                with owned as (
                                    select share_hash from api_token
                                    where tenant_id = :tenant and share_hash = :hash for update),
                                dropped as (
                                    delete from share_origin o using owned
                                    where o.share_hash = owned.share_hash and o.origin <> all (:origins)),
                                added as (
                                    insert into share_origin (share_hash, origin)
                                    select share_hash, unnest(cast(:origins as text[])) from owned
                                    on conflict do nothing)
                                update api_token t set share_hash = owned.share_hash
                                from owned where t.share_hash = owned.share_hash
                                """)
                        .bind("tenant", tenant.value())
                        .bind("hash", shareHash)
                        .bindArray(
                                "origins",
                                String.class,
                                origins.stream().map(Origin::value).toList())
                        .execute())
                > 0;
    }

    @Override
    public List<Entry> list(TenantId tenant) {
        return store.with(handle -> handle.createQuery("select " + COLUMNS + """
                         from api_token t where t.tenant_id = :tenant order by t.created_at desc, t.hash
                        """)
                .bind("tenant", tenant.value())
                .map((row, context) -> new Entry(token(row), dialog(row)))
                .list());
    }

    @Override
    public boolean expire(TenantId tenant, String hash, Instant at) {
        return store.with(handle -> handle.createUpdate(
                                "update api_token set expires_at = :at where hash = :hash and tenant_id = :tenant")
                        .bind("hash", hash)
                        .bind("tenant", tenant.value())
                        .bind("at", at)
                        .execute())
                > 0;
    }

    @Override
    public Set<Origin> origins(String shareHash) {
        return Set.copyOf(
                store.with(handle -> handle.createQuery("select origin from share_origin where share_hash = :hash")
                        .bind("hash", shareHash)
                        .map((row, context) -> new Origin(row.getString("origin")))
                        .list()));
    }

    @Override
    public void use(String hash, Instant at) {
        store.with(handle -> handle.createUpdate("update api_token set used_at = :at where hash = :hash")
                .bind("hash", hash)
                .bind("at", at)
                .execute());
    }

    @Override
    public boolean remove(TenantId tenant, String hash) {
        return store.with(handle -> handle.createUpdate(
                                "delete from api_token where hash = :hash and tenant_id = :tenant")
                        .bind("hash", hash)
                        .bind("tenant", tenant.value())
                        .execute())
                > 0;
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        @Nullable String key = row.getString("sealed_key");
        @Nullable String share = row.getString("sealed_share");
        return new ApiToken(
                new TenantId(row.getString("tenant_id")),
                row.getString("hash"),
                row.getString("share_hash"),
                key == null || share == null ? Optional.empty() : Optional.of(new ApiToken.Sealed(key, share)),
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "expires_at"),
                Columns.optionalInstant(row, "used_at"));
    }

    private static Optional<DialogId> dialog(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("dialog_id")).map(DialogId::new);
    }
}
