package dev.footnote.testkit.memory;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.store.ApiTokenRepository;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
        return database.with(
                () -> Optional.ofNullable(database.apiTokens.get(hash)).filter(this::ownerActive));
    }

    @Override
    public void addShare(ApiToken token, DialogId dialog) {
        database.with(() -> {
            add(token);
            return database.shares.put(token.shareHash(), dialog) == null;
        });
    }

    @Override
    public Optional<Share> findShare(String shareHash, Instant at) {
        return database.with(() -> database.apiTokens.values().stream()
                .filter(token -> token.shareHash().equals(shareHash))
                .filter(token -> token.validAt(at) && ownerActive(token))
                .findFirst()
                .map(token -> new Share(token.tenant(), dialog(token))));
    }

    @Override
    public List<Entry> list(TenantId tenant) {
        return database.with(() -> database.apiTokens.values().stream()
                .filter(token -> token.tenant().equals(tenant))
                .sorted(Comparator.comparing(ApiToken::createdAt).reversed().thenComparing(ApiToken::hash))
                .map(token -> new Entry(token, dialog(token)))
                .toList());
    }

    @Override
    public boolean expire(TenantId tenant, String hash, Instant at) {
        return database.with(() -> owned(tenant, hash)
                .map(known -> database.apiTokens.put(hash, known.until(at)))
                .isPresent());
    }

    @Override
    public void use(String hash, Instant at) {
        database.with(() -> database.apiTokens.computeIfPresent(hash, (same, token) -> token.usedAt(at)) != null);
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
        return database.with(() -> owned(tenant, hash).isPresent() && forget(hash));
    }

    private Optional<ApiToken> owned(TenantId tenant, String hash) {
        return Optional.ofNullable(database.apiTokens.get(hash))
                .filter(token -> token.tenant().equals(tenant));
    }

    private Optional<DialogId> dialog(ApiToken token) {
        return Optional.ofNullable(database.shares.get(token.shareHash()))
                .filter(dialog -> database.dialogs.containsKey(dialog));
    }

    private boolean ownerActive(ApiToken token) {
        return Optional.ofNullable(database.users.get(new UserId(token.tenant().value())))
                .map(User::active)
                .orElse(true);
    }
}
