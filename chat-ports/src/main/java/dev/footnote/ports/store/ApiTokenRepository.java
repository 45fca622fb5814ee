package dev.footnote.ports.store;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps API tokens, by their hashes. */
public interface ApiTokenRepository {

    void add(ApiToken token);

    /** Adds {@code token}, whose share token opens {@code dialog}, for as long as that is there. */
    void addShare(ApiToken token, DialogId dialog);

    /** Finds it, also if it has expired; none of an owner who was switched off. */
    Optional<ApiToken> findByHash(String hash);

    /** What the share token of that hash opens at {@code at}; nothing if its owner was switched off. */
    Optional<Share> findShare(String shareHash, Instant at);

    /** The tenant's tokens, newest first. */
    List<Entry> list(TenantId tenant);

    /** Sets from when on it opens nothing; says whether it is there. */
    boolean expire(TenantId tenant, String hash, Instant at);

    /** Notes when it was used; one that is not there is ignored. */
    void use(String hash, Instant at);

    /**
     * Replaces the origins whose pages may use the share token of that hash; none for any page. Says whether the tenant
     * has it.
     */
    boolean embed(TenantId tenant, String shareHash, Set<Origin> origins);

    /** The origins whose pages may use the share token of that hash; none for any page. */
    Set<Origin> origins(String shareHash);

    /** Removes it; says whether it was there. */
    boolean remove(TenantId tenant, String hash);

    /**
     * A token in a list.
     *
     * @param dialog what its share token opens
     */
    record Entry(ApiToken token, Optional<DialogId> dialog) {
        public Entry {
            requireNonNull(token, "token");
            requireNonNull(dialog, "dialog");
        }
    }
}
