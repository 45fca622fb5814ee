package dev.footnote.ports.store;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import java.util.Optional;

/** Keeps API tokens, by their hashes. */
public interface ApiTokenRepository {

    void add(ApiToken token);

    /** Adds {@code token}, whose share token opens {@code dialog}, for as long as that is there. */
    void addShare(ApiToken token, DialogId dialog);

    Optional<ApiToken> findByHash(String hash);

    /** What the share token of that hash opens. */
    Optional<Share> findShare(String shareHash);

    /** Removes it; says whether it was there. */
    boolean remove(TenantId tenant, String hash);
}
