package dev.footnote.testkit.memory;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ApiTokenRepository;
import java.util.Optional;
import java.util.Set;

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
    public boolean embed(TenantId tenant, String shareHash, Set<Origin> origins) {
        return database.with(() -> {
            boolean ours = database.apiTokens.values().stream()
                    .anyMatch(token -> token.shareHash().equals(shareHash)
                            && token.tenant().equals(tenant));
            if (ours) {
                database.shareOrigins.put(shareHash, Set.copyOf(origins));
            }
            return ours;
        });
    }

    private boolean forget(String hash) {
        ApiToken token = database.apiTokens.remove(hash);
        if (token != null) {
            database.shareOrigins.remove(token.shareHash());
        }
        return token != null;
    }

    @Override
    public Set<Origin> origins(String shareHash) {
        return database.with(() -> database.shareOrigins.getOrDefault(shareHash, Set.of()));
    }

    @Override
    public boolean remove(TenantId tenant, String hash) {
        return database.with(() ->
                findByHash(hash).filter(token -> token.tenant().equals(tenant)).isPresent() && forget(hash));
    }
}
