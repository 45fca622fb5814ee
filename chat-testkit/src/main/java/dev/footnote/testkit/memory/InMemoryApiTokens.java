package dev.footnote.testkit.memory;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Share;
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
    public void addShare(ApiToken token, DialogId dialog) {
        database.with(() -> {
            add(token);
            return database.shares.put(token.shareHash(), dialog) == null;
        });
    }

    @Override
    public Optional<Share> findShare(String shareHash) {
        return database.with(() -> database.apiTokens.values().stream()
                .filter(token -> token.shareHash().equals(shareHash))
                .findFirst()
                .map(token -> new Share(
                        token.tenant(),
                        Optional.ofNullable(database.shares.get(shareHash))
                                .filter(dialog -> database.dialogs.containsKey(dialog)))));
    }

    @Override
    public boolean remove(TenantId tenant, String hash) {
        return database.with(() ->
                findByHash(hash).filter(token -> token.tenant().equals(tenant)).isPresent()
                        && database.apiTokens.remove(hash) != null);
    }
}
