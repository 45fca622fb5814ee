package dev.footnote.application.search;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.application.knowledge.Names;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.search.SearchApp;
import dev.footnote.domain.search.SearchApp.About;
import dev.footnote.domain.search.SearchAppId;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.ports.Ports;

/**
 * Search apps: create, find, list, change, remove. A knowledge base or a model that is not there is kept as it was
 * named, and found missing when the search app is asked.
 */
public final class ManageSearchApps {

    private final Ports ports;
    private final AuditTrail trail;

    public ManageSearchApps(Ports ports) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
    }

    /** Makes a search app; a name that is taken gets a number behind it. */
    public SearchApp create(Caller caller, About about, SearchSettings settings) {
        var now = ports.clock().instant();
        var id = new SearchAppId(ports.ids().next());
        var app = new SearchApp(id, caller.tenant(), caller.user(), about, settings, now, now);
        while (!added(caller, app)) {
            app = app.with(app.about().named(Names.next(app.about().name())), settings, now);
        }
        return app;
    }

    private boolean added(Caller caller, SearchApp app) {
        return trail.note(
                caller,
                Action.CREATED,
                Thing.SEARCH_APP,
                app.id().value(),
                () -> ports.searchApps().add(app));
    }

    /**
     * Finds it.
     *
     * @throws NotFound if the search app is not the caller's
     */
    public SearchApp find(Caller caller, SearchAppId id) {
        return ports.searchApps()
                .find(caller.tenant(), id)
                .orElseThrow(() -> new NotFound(Thing.SEARCH_APP, id.value()));
    }

    public Page<SearchApp> list(Caller caller, Listing listing) {
        return ports.searchApps().list(caller.tenant(), listing);
    }

    /**
     * Replaces what it is told by, and its settings.
     *
     * @throws NotFound if the search app is not the caller's
     * @throws Conflict if another one has the name
     */
    public SearchApp change(Caller caller, SearchAppId id, About about, SearchSettings settings) {
        SearchApp changed = find(caller, id).with(about, settings, ports.clock().instant());
        if (!trail.note(
                caller,
                Action.CHANGED,
                Thing.SEARCH_APP,
                id.value(),
                () -> ports.searchApps().save(changed))) {
            throw new Conflict(Thing.SEARCH_APP, Clash.NAME_TAKEN, about.name());
        }
        return changed;
    }

    /** Removes it, and with it what share tokens open of it; says whether it was there. */
    public boolean remove(Caller caller, SearchAppId id) {
        return trail.note(
                caller,
                Action.REMOVED,
                Thing.SEARCH_APP,
                id.value(),
                () -> ports.searchApps().remove(caller.tenant(), id));
    }
}
