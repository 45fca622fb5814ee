package dev.footnote.application.search;

import dev.footnote.application.chat.FindBySettings;
import dev.footnote.application.identity.ManageApiTokens;
import dev.footnote.application.identity.ManageApiTokens.Created;
import dev.footnote.application.identity.ManageApiTokens.Wanted;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.ports.Ports;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Search apps that whoever has the link may ask. A share opens its one search app, and of what the owner has only the
 * documents that this searches.
 */
public final class SharedSearchApps {

    private final Ports ports;
    private final ManageSearchApps apps;
    private final ManageApiTokens tokens;
    private final FindBySettings find;

    public SharedSearchApps(Ports ports, ManageSearchApps apps, ManageApiTokens tokens, FindBySettings find) {
        this.ports = ports;
        this.apps = apps;
        this.tokens = tokens;
        this.find = find;
    }

    /**
     * Makes a key whose share token opens a search app, beside the dialog that {@code wanted} may name.
     *
     * @throws NotFound if the search app is not the caller's; also as {@link ManageApiTokens#create}
     */
    public Created share(Caller caller, SearchAppId id, Wanted wanted) {
        return ports.transactions().inTransaction(() -> {
            SearchApp app = apps.find(caller, id);
            Created made = tokens.create(caller, wanted);
            if (!ports.searchApps().share(app.tenant(), id, made.share().hash())) {
                throw new NotFound(Thing.SEARCH_APP, id.value());
            }
            return made;
        });
    }

    /**
     * The search app that a share opens.
     *
     * @param token by which {@code share} was found
     * @throws NotFound if it opens none, or that one is gone
     */
    public SearchApp find(Share share, Secret token) {
        return ports.searchApps()
                .findShared(share.tenant(), token.hash())
                .orElseThrow(() -> new NotFound(Thing.SEARCH_APP, ""));
    }

    /** Whether a share opens {@code document}, because its search app looks in it. */
    public boolean opens(Share share, Secret token, Document document) {
        return ports.searchApps()
                .findShared(share.tenant(), token.hash())
                .filter(app -> app.settings().knowledgeBases().contains(document.knowledgeBase()))
                .filter(app -> find.within(
                                ports.knowledgeBases().findAll(share.tenant(), Set.of(document.knowledgeBase())),
                                app.settings())
                        .map(own -> own.contains(document.id()))
                        .orElse(true))
                .isPresent();
    }

    /**
     * The documents of {@code app} to look in.
     *
     * @param bases of those that {@code app} searches
     * @param named of its documents only these; none for all of its own
     * @return empty for all documents of {@code bases}
     */
    public Optional<Set<DocumentId>> documents(SearchApp app, List<KnowledgeBase> bases, Set<DocumentId> named) {
        Optional<Set<DocumentId>> own = find.within(bases, app.settings());
        return named.isEmpty()
                ? own
                : Optional.of(named.stream()
                        .filter(id -> own.isEmpty() || own.get().contains(id))
                        .collect(Collectors.toSet()));
    }
}
