package dev.footnote.ports.store;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import java.util.Optional;
import java.util.Set;

/** Keeps API tokens, by their hashes. */
public interface ApiTokenRepository {

    void add(ApiToken token);

    /** Adds {@code token}, whose share token opens {@code dialog}, for as long as that is there. */
    void addShare(ApiToken token, DialogId dialog);

    Optional<ApiToken> findByHash(String hash);

    /** What the share token of that hash opens. */
    Optional<Share> findShare(String shareHash);

    /**
     * Replaces the origins whose pages may use the share token of that hash; none for any page. Says whether the tenant
     * has it.
     */
    boolean embed(TenantId tenant, String shareHash, Set<Origin> origins);

    /** The origins whose pages may use the share token of that hash; none for any page. */
    Set<Origin> origins(String shareHash);

    /** Removes it; says whether it was there. */
    boolean remove(TenantId tenant, String hash);
}
