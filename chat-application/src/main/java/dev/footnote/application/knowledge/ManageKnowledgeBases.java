package dev.footnote.application.knowledge;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBase.Settings;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.Ports;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Knowledge bases: create, find, list, update, remove. */
public final class ManageKnowledgeBases {

    private final Ports ports;
    private final AuditTrail trail;
    private final IngestDocuments ingest;

    public ManageKnowledgeBases(Ports ports, IngestDocuments ingest) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
        this.ingest = ingest;
    }

    /**
     * Makes a knowledge base. A name that is taken gets a number behind it; an empty embedding model becomes the
     * default one.
     *
     * @throws Invalid if the embedding model is not configured
     */
    public KnowledgeBase create(Caller caller, Settings settings) {
        String model = model(caller.tenant(), settings.embeddingModel());
        var now = ports.clock().instant();
        var wanted = settings.embeddedBy(model);
        while (true) {
            var base = new KnowledgeBase(
                    new KnowledgeBaseId(ports.ids().next()),
                    caller.tenant(),
                    caller.user(),
                    wanted,
                    KnowledgeBase.Size.EMPTY,
                    now,
                    now);
            if (ports.knowledgeBases().add(base)) {
                return base;
            }
            wanted = wanted.named(Names.next(wanted.name()));
        }
    }

    /**
     * Finds it, also one that the caller uses as a member of a team.
     *
     * @throws NotFound if the caller may not use it
     */
    public KnowledgeBase find(Caller caller, KnowledgeBaseId id) {
        return ports.knowledgeBases()
                .find(caller.tenant(), id)
                .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, id.value()));
    }

    /** The caller's own, and those that the caller uses as a member of a team. */
    public Page<KnowledgeBase> list(Caller caller, Listing listing) {
        return ports.knowledgeBases().list(caller.tenant(), listing);
    }

    /**
     * Replaces the settings. An empty embedding model leaves the one there is.
     *
     * @throws NotFound if the caller may not use it
     * @throws Forbidden if it is another tenant's, whose team the caller is in
     * @throws Conflict if another has the name, or the embedding model is to change and there are chunks
     * @throws Invalid if the embedding model is not configured
     */
    public KnowledgeBase update(Caller caller, KnowledgeBaseId id, UnaryOperator<Settings> change) {
        KnowledgeBase base = find(caller, id);
        if (!base.tenant().equals(caller.tenant())) {
            throw new Forbidden(Thing.KNOWLEDGE_BASE, id.value());
        }
        Settings before = base.settings();
        Settings wanted = change.apply(before);
        if (!wanted.name().equalsIgnoreCase(before.name()) && taken(caller, wanted.name())) {
            throw new Conflict(Thing.KNOWLEDGE_BASE, Clash.NAME_TAKEN, wanted.name());
        }
        String model = wanted.embeddingModel().isEmpty() ? before.embeddingModel() : wanted.embeddingModel();
        if (!model.equals(before.embeddingModel())) {
            if (base.size().chunks() > 0) {
                throw new Conflict(Thing.KNOWLEDGE_BASE, Clash.HAS_CHUNKS, id.value());
            }
            model = model(base.tenant(), model);
        }
        KnowledgeBase changed =
                base.with(wanted.embeddedBy(model), ports.clock().instant());
        if (!trail.note(
                caller,
                Action.CHANGED,
                Thing.KNOWLEDGE_BASE,
                id.value(),
                () -> ports.knowledgeBases().save(changed))) {
            throw new Conflict(Thing.KNOWLEDGE_BASE, Clash.NAME_TAKEN, wanted.name());
        }
        if (!model.equals(before.embeddingModel())) {
            ports.index().drop(id); // there is nothing in it, but it belongs to the model before
        }
        return changed;
    }

    private boolean taken(Caller caller, String name) {
        var byName = new Listing(Optional.of(name), "", Listing.Order.CREATED, true, 0, Listing.ALL.limit());
        return ports.knowledgeBases().list(caller.tenant(), byName).items().stream()
                .anyMatch(base -> base.tenant().equals(caller.tenant()));
    }

    private String model(TenantId tenant, String name) {
        return ports.models()
                .of(tenant)
                .embedding(name)
                .orElseThrow(() -> new Invalid(Thing.EMBEDDING_MODEL, Problem.UNAVAILABLE, name))
                .name();
    }

    /**
     * Removes it with all that is in it; says whether the caller's tenant had it. Files are deleted soon after, also if
     * the program is killed.
     */
    public boolean remove(Caller caller, KnowledgeBaseId id) {
        boolean removed =
                trail.note(caller, Action.REMOVED, Thing.KNOWLEDGE_BASE, id.value(), () -> removeRows(caller, id));
        if (removed) {
            ports.index().drop(id);
        }
        return removed;
    }

    private boolean removeRows(Caller caller, KnowledgeBaseId id) {
        List<Document> documents =
                ports.documents().list(caller.tenant(), id, Listing.ALL).items();
        if (!ports.knowledgeBases().remove(caller.tenant(), id)) {
            return false;
        }
        ingest.offerRemoved(documents);
        return true;
    }
}
