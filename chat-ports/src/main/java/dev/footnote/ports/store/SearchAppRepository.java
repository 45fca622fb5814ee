package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchAppId;
import java.util.Optional;

/** Keeps search apps. */
public interface SearchAppRepository {

    /** Adds {@code app}, unless the tenant has one of that name, ignoring case; says whether it did. */
    boolean add(SearchApp app);

    /** Replaces the search app of that id, unless another has the name, ignoring case; says whether it did. */
    boolean save(SearchApp app);

    Optional<SearchApp> find(TenantId tenant, SearchAppId id);

    Page<SearchApp> list(TenantId tenant, Listing listing);

    /** Removes it; says whether it was there. */
    boolean remove(TenantId tenant, SearchAppId id);

    /**
     * Lets the share token of that hash open the search app, and no other, for as long as both are there. Says whether
     * the tenant has both.
     */
    boolean share(TenantId tenant, SearchAppId id, String shareHash);

    /** The search app that the tenant's share token of that hash opens. */
    Optional<SearchApp> findShared(TenantId tenant, String shareHash);
}
