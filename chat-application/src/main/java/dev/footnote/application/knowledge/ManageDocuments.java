package dev.footnote.application.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.FileCategory;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Documents: upload, find, list, read, update, parse, stop parsing, remove. */
public final class ManageDocuments {

    private static final int MAX_NAME_BYTES = 255;

    /** A stop that comes so soon after the start counts, also if the document was done before. */
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    private final Ports ports;
    private final AuditTrail trail;
    private final CutChunks cut;
    private final IngestDocuments ingest;
    private final long maxBytes;

    public ManageDocuments(Ports ports, IngestDocuments ingest, long maxBytes) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
        this.cut = new CutChunks(ports);
        this.ingest = ingest;
        this.maxBytes = maxBytes;
    }

    /**
     * Stores a file. A name that is taken gets a number behind it. It is to be cut as the knowledge base says, unless
     * its type has a method of its own. Nothing is parsed yet.
     *
     * @throws NotFound if the knowledge base is not the caller's
     * @throws Invalid if the name or the bytes are too long, or the type cannot be uploaded; nothing is stored then
     */
    public Document upload(Caller caller, KnowledgeBaseId baseId, String name, ByteSource bytes) {
        KnowledgeBase base = base(caller, baseId);
        checkLength(name);
        if (FileCategory.of(name) == FileCategory.OTHER) {
            throw new Invalid(Thing.DOCUMENT, Problem.UNSUPPORTED, name);
        }
        return keep(caller, base, Document.Origin.FILE, name, bytes);
    }

    /**
     * Makes an empty document, to which chunks are added by hand.
     *
     * @param name not blank
     * @throws NotFound if the knowledge base is not the caller's
     * @throws Conflict if another has the name, ignoring case
     * @throws Invalid if the name is too long
     */
    public Document create(Caller caller, KnowledgeBaseId baseId, String name) {
        KnowledgeBase base = base(caller, baseId);
        checkLength(name);
        if (ports.documents().named(base.tenant(), baseId, name)) {
            throw new Conflict(Thing.DOCUMENT, Clash.NAME_TAKEN, name);
        }
        return keep(caller, base, Document.Origin.NONE, name, buffer -> -1);
    }

    private static void checkLength(String name) {
        if (name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
            throw new Invalid(Thing.DOCUMENT, Problem.TOO_LONG, name);
        }
    }

    private String free(KnowledgeBase base, String name) {
        String free = name;
        while (ports.documents().named(base.tenant(), base.id(), free)) {
            free = Names.next(free);
        }
        return free;
    }

    private Document keep(Caller caller, KnowledgeBase base, Document.Origin origin, String name, ByteSource bytes) {
        var id = new DocumentId(ports.ids().next());
        long length = ports.blobs().put(id, bytes, maxBytes);
        if (length < 0) {
            throw new Invalid(Thing.DOCUMENT, Problem.TOO_LONG, name);
        }
        var now = ports.clock().instant();
        var document = new Document(
                id,
                base.tenant(),
                base.id(),
                caller.user(),
                origin,
                free(base, name),
                length,
                Chunking.byType(name).orElse(base.settings().chunking()),
                base.settings().parser(),
                true,
                Metadata.NONE,
                Parsing.NONE,
                now,
                now);
        boolean kept = false;
        try {
            kept = ports.documents().add(document);
        } finally {
            if (!kept) {
                ports.blobs().remove(id);
            }
        }
        if (!kept) {
            throw new NotFound(Thing.KNOWLEDGE_BASE, base.id().value());
        }
        return document;
    }

    /**
     * Finds it.
     *
     * @throws NotFound if the document is not the caller's, or not in this knowledge base
     */
    public Document find(Caller caller, KnowledgeBaseId base, DocumentId id) {
        return ports.documents()
                .find(BaseOwner.of(ports, caller, base), base, id)
                .orElseThrow(() -> new NotFound(Thing.DOCUMENT, id.value()));
    }

    /**
     * Finds it in whatever knowledge base the caller has it.
     *
     * @throws NotFound if the document is not the caller's
     */
    public Document find(Caller caller, DocumentId id) {
        return findAll(caller, Set.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound(Thing.DOCUMENT, id.value()));
    }

    /** Those of {@code ids} that are the caller's, in no order. */
    public List<Document> findAll(Caller caller, Set<DocumentId> ids) {
        return ports.documents().findAll(caller.tenant(), ids);
    }

    /** How long the files of each knowledge base are together; one without documents is left out. */
    public Map<KnowledgeBaseId, Long> bytes(Caller caller) {
        return ports.documents().bytes(caller.tenant());
    }

    /**
     * Lists them.
     *
     * @throws NotFound if the knowledge base is not the caller's
     */
    public Page<Document> list(Caller caller, KnowledgeBaseId base, Listing listing) {
        return list(caller, base, listing, DocumentFilter.ALL);
    }

    /**
     * Lists those that {@code filter} chooses.
     *
     * @throws NotFound if the knowledge base is not the caller's
     */
    public Page<Document> list(Caller caller, KnowledgeBaseId base, Listing listing, DocumentFilter filter) {
        base(caller, base);
        return ports.documents().list(BaseOwner.of(ports, caller, base), base, listing, filter);
    }

    /**
     * Changes it: all of it, or nothing. Another chunking takes its chunks away, until it is parsed again. A document
     * that is disabled cannot be found, and one that is enabled can, whatever was said of its chunks one by one.
     *
     * @throws NotFound if the document is not the caller's
     * @throws Conflict if another has exactly the name
     */
    public Document update(Caller caller, KnowledgeBaseId base, DocumentId id, DocumentChange change) {
        Document before = find(caller, base, id);
        Document after = change.applied(before, ports.clock().instant());
        if (!after.name().equals(before.name()) && taken(caller, base, after.name())) {
            throw new Conflict(Thing.DOCUMENT, Clash.NAME_TAKEN, after.name());
        }
        if (!trail.note(
                caller,
                after.tenant(),
                Action.CHANGED,
                Thing.DOCUMENT,
                id.value(),
                () -> ports.documents().save(after))) {
            throw new NotFound(Thing.DOCUMENT, id.value());
        }
        if (!after.chunking().method().equals(before.chunking().method())) {
            forget(caller, base, id);
            ports.documents().report(BaseOwner.of(ports, caller, base), id, Parsing.NONE);
        } else {
            if (after.enabled() != before.enabled()) {
                var changed = ports.chunks().setAllAvailable(BaseOwner.of(ports, caller, base), id, after.enabled());
                ports.index().setAvailable(base, changed, after.enabled());
            }
            if (!after.name().equals(before.name())) {
                ports.index().rename(base, id, after.name());
            }
        }
        return find(caller, base, id);
    }

    /**
     * Takes its chunks away, and what was said of parsing it, until it is parsed again.
     *
     * @throws NotFound if the document is not the caller's
     */
    public void reset(Caller caller, KnowledgeBaseId base, DocumentId id) {
        find(caller, base, id);
        forget(caller, base, id);
        ports.documents().report(BaseOwner.of(ports, caller, base), id, Parsing.NONE);
    }

    private boolean taken(Caller caller, KnowledgeBaseId base, String name) {
        var byName = new Listing(Optional.of(name), "", Listing.Order.CREATED, true, 0, Integer.MAX_VALUE);
        return ports.documents().list(BaseOwner.of(ports, caller, base), base, byName).items().stream()
                .anyMatch(other -> other.name().equals(name));
    }

    private void forget(Caller caller, KnowledgeBaseId base, DocumentId id) {
        ingest.cancel(id);
        ports.index().remove(base, id);
        ports.chunks().removeAll(BaseOwner.of(ports, caller, base), id);
    }

    /** The file's bytes; fails as {@link #find} does. */
    public ByteSource read(Caller caller, KnowledgeBaseId base, DocumentId id) {
        return ports.blobs().open(find(caller, base, id).id());
    }

    /**
     * Begins to parse the document anew; what was cut out of it is replaced, what was written by hand stays.
     *
     * @throws Conflict if it is being parsed; one that only waits for it goes on waiting
     */
    public void parse(Caller caller, KnowledgeBaseId base, DocumentId id) {
        ingest.offer(idle(caller, base, id));
    }

    /** As {@link #parse}, and takes away at once what was written by hand. */
    public void parseAfresh(Caller caller, KnowledgeBaseId base, DocumentId id) {
        Document document = idle(caller, base, id);
        cut.removeWritten(document);
        ingest.offer(document);
    }

    private Document idle(Caller caller, KnowledgeBaseId base, DocumentId id) {
        Document document = find(caller, base, id);
        if (document.parsing().status() instanceof DocumentStatus.Running(double progress) && progress > 0) {
            throw new Conflict(Thing.DOCUMENT, Clash.BEING_PARSED, id.value());
        }
        return document;
    }

    /**
     * Stops parsing; the document has only what was written by hand then.
     *
     * @throws Conflict if it is not being parsed, and was not begun a moment ago
     */
    public void stopParsing(Caller caller, KnowledgeBaseId base, DocumentId id) {
        Document document = find(caller, base, id);
        if (!(document.parsing().status() instanceof DocumentStatus.Running) && !begunJustNow(document)) {
            throw new Conflict(Thing.DOCUMENT, Clash.NOT_BEING_PARSED, id.value());
        }
        ingest.cancel(id);
        var left = cut.remove(document);
        ports.documents().report(document.tenant(), id, IngestDocuments.cancelled(document.parsing(), left));
    }

    private boolean begunJustNow(Document document) {
        Instant latest = ports.clock().instant().minus(AT_ONCE);
        return document.parsing().status() instanceof DocumentStatus.Ready
                && document.parsing().startedAt().filter(latest::isBefore).isPresent();
    }

    /** Removes it with its chunks and bytes; says whether it was there. */
    public boolean remove(Caller caller, KnowledgeBaseId base, DocumentId id) {
        TenantId owner = BaseOwner.of(ports, caller, base);
        Optional<Document> document = ports.documents().find(owner, base, id);
        if (document.isEmpty()
                || !trail.note(
                        caller, owner, Action.REMOVED, Thing.DOCUMENT, id.value(), () -> removeRows(document.get()))) {
            return false;
        }
        ports.index().remove(base, id);
        ports.blobs().remove(id);
        ports.blobs().remove(DrawDocuments.picture(id));
        ports.tasks().cancel(id); // nothing is left to do, unless it is being parsed
        return true;
    }

    private boolean removeRows(Document document) {
        boolean removed = ports.documents().remove(document.tenant(), document.knowledgeBase(), document.id());
        if (removed) {
            ingest.offerRemoved(List.of(document));
        }
        return removed;
    }

    private KnowledgeBase base(Caller caller, KnowledgeBaseId id) {
        return ports.knowledgeBases()
                .find(caller.tenant(), id)
                .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, id.value()));
    }
}
