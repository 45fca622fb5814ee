package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.ports.store.SearchAppRepository;
import java.util.Optional;

record InMemorySearchApps(InMemoryDatabase database) implements SearchAppRepository {

    private static final Listed<SearchApp> LISTED = new Listed<>(
            app -> app.about().name(),
            SearchApp::createdAt,
            SearchApp::updatedAt,
            app -> app.id().value());

    @Override
    public boolean add(SearchApp app) {
        return database.with(() -> {
            if (taken(app)) {
                return false;
            }
            InMemoryDatabase.insert(database.searchApps, app.id(), app);
            return true;
        });
    }

    @Override
    public boolean save(SearchApp app) {
        return database.with(() -> {
            Optional<SearchApp> known = find(app.tenant(), app.id());
            if (known.isEmpty() || taken(app)) {
                return false;
            }
            database.searchApps.put(app.id(), known.get().with(app.about(), app.settings(), app.updatedAt()));
            return true;
        });
    }

    @Override
    public Optional<SearchApp> find(TenantId tenant, SearchAppId id) {
        return database.with(() -> Optional.ofNullable(database.searchApps.get(id))
                .filter(app -> app.tenant().equals(tenant)));
    }

    @Override
    public Page<SearchApp> list(TenantId tenant, Listing listing) {
        return database.with(() -> LISTED.page(
                database.searchApps.values().stream().filter(app -> app.tenant().equals(tenant)), listing));
    }

    @Override
    public boolean remove(TenantId tenant, SearchAppId id) {
        return database.with(() -> {
            if (find(tenant, id).isEmpty()) {
                return false;
            }
            database.searchApps.remove(id);
            database.searchAppShares.values().removeIf(id::equals);
            return true;
        });
    }

    @Override
    public boolean share(TenantId tenant, SearchAppId id, String shareHash) {
        return database.with(() -> {
            boolean both = find(tenant, id).isPresent() && hasToken(tenant, shareHash);
            if (both) {
                database.searchAppShares.put(shareHash, id);
            }
            return both;
        });
    }

    @Override
    public Optional<SearchApp> findShared(TenantId tenant, String shareHash) {
        return database.with(() -> Optional.ofNullable(database.searchAppShares.get(shareHash))
                .filter(id -> hasToken(tenant, shareHash))
                .flatMap(id -> find(tenant, id)));
    }

    private boolean hasToken(TenantId tenant, String shareHash) {
        return database.apiTokens.values().stream()
                .anyMatch(token ->
                        token.shareHash().equals(shareHash) && token.tenant().equals(tenant));
    }

    private boolean taken(SearchApp app) {
        return database.searchApps.values().stream()
                .filter(other -> other.tenant().equals(app.tenant()))
                .filter(other -> !other.id().equals(app.id()))
                .anyMatch(other -> Listed.same(other.about().name(), app.about().name()));
    }
}
