package dev.footnote.adapter.jdbi;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ApiTokenRepository;
import java.util.Optional;
import java.util.Set;

/** API tokens in PostgreSQL. */
public final class JdbiApiTokenRepository implements ApiTokenRepository {

    private final Store store;

    public JdbiApiTokenRepository(Database database) {
        this.store = database.store();
    }

    @Override
    public void add(ApiToken token) {
        store.with(handle -> handle.createUpdate("""
                        insert into api_token (hash, share_hash, tenant_id, created_at)
                        values (:hash, :shareHash, :tenant, :createdAt)
                        """)
                .bind("hash", token.hash())
                .bind("shareHash", token.shareHash())
                .bind("tenant", token.tenant().value())
                .bind("createdAt", token.createdAt())
                .execute());
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return store.with(handle -> handle.createQuery(
                        "select tenant_id, hash, share_hash, created_at from api_token where hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> new ApiToken(
                        new TenantId(row.getString("tenant_id")),
                        row.getString("hash"),
                        row.getString("share_hash"),
                        Columns.instant(row, "created_at")))
                .findOne());
    }

    @Override
    public void addShare(ApiToken token, DialogId dialog) {
        store.with(handle -> handle.createUpdate("""
                        insert into api_token (hash, share_hash, tenant_id, dialog_id, created_at)
                        values (:hash, :shareHash, :tenant, :dialog, :createdAt)
                        """)
                .bind("hash", token.hash())
                .bind("shareHash", token.shareHash())
                .bind("tenant", token.tenant().value())
                .bind("dialog", dialog.value())
                .bind("createdAt", token.createdAt())
                .execute());
    }

    @Override
    public Optional<Share> findShare(String shareHash) {
        return store.with(handle -> handle.createQuery(
                        "select tenant_id, dialog_id from api_token where share_hash = :hash")
                .bind("hash", shareHash)
                .map((row, context) -> new Share(
                        new TenantId(row.getString("tenant_id")),
                        Optional.ofNullable(row.getString("dialog_id")).map(DialogId::new)))
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
    public Set<Origin> origins(String shareHash) {
        return Set.copyOf(
                store.with(handle -> handle.createQuery("select origin from share_origin where share_hash = :hash")
                        .bind("hash", shareHash)
                        .map((row, context) -> new Origin(row.getString("origin")))
                        .list()));
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
}
