package dev.footnote.adapter.jdbi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ApiTokenRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * API tokens that remember for a moment which they found, so that not every request asks the database. One that is
 * removed here is forgotten at once; one that another process removed, 5 seconds later at most.
 */
public final class RememberedApiTokens implements ApiTokenRepository {

    private static final Duration MEMORY = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final ApiTokenRepository tokens;
    private final Cache<String, ApiToken> found =
            Caffeine.newBuilder().expireAfterWrite(MEMORY).maximumSize(MOST).build();

    /** @param tokens where the tokens are kept */
    public RememberedApiTokens(ApiTokenRepository tokens) {
        this.tokens = tokens;
    }

    @Override
    public void add(ApiToken token) {
        tokens.add(token);
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return Optional.ofNullable(found.get(hash, key -> tokens.findByHash(key).orElse(null)));
    }

    @Override
    public void addShare(ApiToken token, DialogId dialog) {
        tokens.addShare(token, dialog);
    }

    @Override
    public Optional<Share> findShare(String shareHash, Instant at) {
        return tokens.findShare(shareHash, at);
    }

    @Override
    public List<Entry> list(TenantId tenant) {
        return tokens.list(tenant);
    }

    @Override
    public boolean expire(TenantId tenant, String hash, Instant at) {
        boolean expires = tokens.expire(tenant, hash, at);
        found.invalidate(hash);
        return expires;
    }

    @Override
    public void use(String hash, Instant at) {
        tokens.use(hash, at);
        found.asMap().computeIfPresent(hash, (same, token) -> token.usedAt(at));
    }

    @Override
    public boolean embed(TenantId tenant, String shareHash, Set<Origin> origins) {
        return tokens.embed(tenant, shareHash, origins);
    }

    @Override
    public Set<Origin> origins(String shareHash) {
        return tokens.origins(shareHash);
    }

    @Override
    public boolean remove(TenantId tenant, String hash) {
        boolean removed = tokens.remove(tenant, hash);
        found.invalidate(hash); // waits for a lookup under way, which may have seen it
        return removed;
    }
}
