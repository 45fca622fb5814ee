package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ApiTokenRepository;
import java.util.Optional;

record InMemoryApiTokens(InMemoryDatabase database) implements ApiTokenRepository {

    @Override
    public void add(ApiToken token) {
        database.with(() -> {
            InMemoryDatabase.insert(database.apiTokens, token.hash(), token);
            return true;
        });
    }

    @Override
    public Optional<ApiToken> findByHash(String hash) {
        return database.with(() -> Optional.ofNullable(database.apiTokens.get(hash)));
    }

    @Override
    public boolean remove(TenantId tenant, String hash) {
        return database.with(() ->
                findByHash(hash).filter(token -> token.tenant().equals(tenant)).isPresent()
                        && database.apiTokens.remove(hash) != null);
    }
}
