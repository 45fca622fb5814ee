package dev.footnote.application.chat;

import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.search.SearchSettings;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;

/** The chat model that a tenant uses where nothing names one. */
final class TenantModel {

    private TenantModel() {}

    /**
     * Finds it; the program's default one where the tenant has chosen none.
     *
     * @throws Invalid if no such model is configured
     */
    static ChatEntry of(Ports ports, Caller caller) {
        String name = ports.tenants()
                .find(caller.tenant())
                .map(tenant -> tenant.models().chat())
                .orElse("");
        return named(ports, caller, name);
    }

    /** The model that {@code settings} name; otherwise as {@link #of(Ports, Caller)}. */
    static ChatEntry of(Ports ports, Caller caller, SearchSettings settings) {
        return settings.model().isBlank() ? of(ports, caller) : named(ports, caller, settings.model());
    }

    private static ChatEntry named(Ports ports, Caller caller, String name) {
        return ports.models()
                .of(caller.tenant())
                .chat(name)
                .orElseThrow(() -> new Invalid(Thing.CHAT_MODEL, Problem.UNAVAILABLE, name));
    }
}
