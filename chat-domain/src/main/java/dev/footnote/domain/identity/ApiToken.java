package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that programs use instead of a password, with the token that may stand in a web page and opens only what is
 * shared. Both are looked up by their hashes, see {@link Secret#hash}.
 *
 * @param texts for showing them to their owner again; empty for keys from before these were kept
 * @param expiresAt from when on it opens nothing
 * @param usedAt when the key was used last, to the minute; the use of the share token is not noted
 */
public record ApiToken(
        TenantId tenant,
        String hash,
        String shareHash,
        Optional<Sealed> texts,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> usedAt) {
    public ApiToken {
        requireNonNull(tenant, "tenant");
        requireNonNull(hash, "hash");
        requireNonNull(shareHash, "shareHash");
        requireNonNull(texts, "texts");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(usedAt, "usedAt");
    }

    /** Whether it opens something at {@code at}. */
    public boolean validAt(Instant at) {
        return expiresAt.map(at::isBefore).orElse(true);
    }

    /** This token, used at {@code at}. */
    public ApiToken usedAt(Instant at) {
        return new ApiToken(tenant, hash, shareHash, texts, createdAt, expiresAt, Optional.of(at));
    }

    /** This token, until {@code at}. */
    public ApiToken until(Instant at) {
        return new ApiToken(tenant, hash, shareHash, texts, createdAt, Optional.of(at), usedAt);
    }

    @Override
    public String toString() {
        return "ApiToken[tenant=%s]".formatted(tenant.value());
    }

    /** The texts of a key and its share token, readable for this program alone. */
    public record Sealed(String key, String share) {
        public Sealed {
            requireNonNull(key, "key");
            requireNonNull(share, "share");
        }

        @Override
        public String toString() {
            return "Sealed[***]";
        }
    }
}
