package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A key that programs use instead of a password. The key itself is shown once, when it is made, and not kept.
 *
 * @param hash what the key is looked up by, see {@link Secret#hash}
 * @param shareHash the same of the token that may stand in a web page and opens only what is shared
 */
public record ApiToken(TenantId tenant, String hash, String shareHash, Instant createdAt) {
    public ApiToken {
        requireNonNull(tenant, "tenant");
        requireNonNull(hash, "hash");
        requireNonNull(shareHash, "shareHash");
        requireNonNull(createdAt, "createdAt");
    }

    @Override
    public String toString() {
        return "ApiToken[tenant=%s]".formatted(tenant.value());
    }
}
