package dev.footnote.ports.store;

import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import java.util.Optional;

/** Keeps API tokens, by their hashes. */
public interface ApiTokenRepository {

    void add(ApiToken token);

    Optional<ApiToken> findByHash(String hash);

    /** Removes it; says whether it was there. */
    boolean remove(TenantId tenant, String hash);
}
