package dev.footnote.application.knowledge;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.Ports;
import dev.footnote.ports.index.OtherModelException;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Chunks by hand: create, find, list, update, show and hide, remove. */
public final class ManageChunks {

    private final Ports ports;
    private final AuditTrail trail;

    public ManageChunks(Ports ports) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
    }

    /**
     * Adds a chunk that can be found at once; one of the same content is replaced.
     *
     * @throws NotFound if the document is not the caller's
     * @throws Invalid if there is nothing to find it by: its content is empty, or all its questions are
     * @throws Upstream if the embedding model fails
     */
    public Chunk create(
            Caller caller,
            KnowledgeBaseId baseId,
            DocumentId documentId,
            String content,
            List<String> keywords,
            List<String> questions) {
        Document document = document(caller, baseId, documentId);
        if (content.isEmpty()) {
            throw new Invalid(Thing.CHUNK, Problem.MISSING, "");
        }
        var chunk = new Chunk(
                ports.ids().chunk(content, documentId),
                baseId,
                documentId,
                document.name(),
                content,
                keywords,
                questions,
                List.of(),
                ports.tokens().count(content),
                true,
                document.parsing().chunks(),
                ports.clock().instant());
        keep(caller, baseId, chunk, Action.CREATED);
        ports.documents().count(BaseOwner.of(ports, caller, baseId), documentId, 1, chunk.tokens());
        return chunk;
    }

    private void keep(Caller caller, KnowledgeBaseId baseId, Chunk chunk, Action action) {
        String text = StoredChunks.embedded(chunk);
        if (text.isEmpty()) {
            throw new Invalid(Thing.CHUNK, Problem.MISSING, "");
        }
        IndexedChunk indexed = embedded(caller, chunk, text);
        TenantId owner = BaseOwner.of(ports, caller, baseId);
        trail.note(caller, owner, action, Thing.CHUNK, chunk.id().value(), () -> {
            ports.chunks().add(owner, chunk.document(), List.of(chunk));
            return true;
        });
        try {
            ports.index().put(baseId, List.of(indexed));
        } catch (OtherModelException changed) { // another model took over after it was embedded
            ports.index().put(baseId, List.of(embedded(caller, chunk, text)));
        }
    }

    /**
     * Finds it wherever the caller has it, or uses it as a member of a team.
     *
     * @throws NotFound if the chunk is not the caller's
     */
    public Chunk find(Caller caller, ChunkId id) {
        return ports.chunks()
                .find(caller.tenant(), id)
                .or(() -> findInTeams(caller, id))
                .orElseThrow(() -> new NotFound(Thing.CHUNK, id.value()));
    }

    private Optional<Chunk> findInTeams(Caller caller, ChunkId id) {
        return ports.knowledgeBases().list(caller.tenant(), Listing.ALL).items().stream()
                .filter(base -> !base.tenant().equals(caller.tenant()))
                .flatMap(base -> ports.chunks().find(base.tenant(), base.id(), id).stream())
                .findFirst();
    }

    /**
     * Changes a chunk, which keeps its id and its place, and is found by what it is now.
     *
     * @throws NotFound if the document is not the caller's, or has no such chunk
     * @throws Invalid if the content would be empty
     * @throws Upstream if the embedding model fails
     */
    public Chunk update(
            Caller caller,
            KnowledgeBaseId baseId,
            DocumentId documentId,
            ChunkId id,
            UnaryOperator<Chunk.Contents> change) {
        document(caller, baseId, documentId);
        Chunk before = ports.chunks()
                .find(BaseOwner.of(ports, caller, baseId), baseId, id)
                .filter(found -> found.document().equals(documentId) && !found.standsForOthers())
                .orElseThrow(() -> new NotFound(Thing.CHUNK, id.value()));
        Chunk.Contents wanted = change.apply(new Chunk.Contents(
                before.content(),
                before.keywords(),
                before.questions(),
                before.positions(),
                before.tokens(),
                before.available()));
        if (wanted.content().isEmpty()) {
            throw new Invalid(Thing.CHUNK, Problem.MISSING, "");
        }
        int tokens = ports.tokens().count(wanted.content());
        Chunk after = before.with(new Chunk.Contents(
                wanted.content(),
                wanted.keywords(),
                wanted.questions(),
                wanted.positions(),
                tokens,
                wanted.available()));
        keep(caller, baseId, after, Action.CHANGED);
        ports.documents().count(BaseOwner.of(ports, caller, baseId), documentId, 0, tokens - before.tokens());
        return after;
    }

    /**
     * Shows or hides those of {@code ids} that the document has.
     *
     * @return which these are
     * @throws NotFound if the document is not the caller's
     */
    public Set<ChunkId> setAvailable(
            Caller caller, KnowledgeBaseId base, DocumentId documentId, Set<ChunkId> ids, boolean available) {
        document(caller, base, documentId);
        TenantId owner = BaseOwner.of(ports, caller, base);
        Set<ChunkId> changed = noted(
                caller, owner, Action.CHANGED, () -> ports.chunks().setAvailable(owner, documentId, ids, available));
        ports.index().setAvailable(base, changed, available);
        return changed;
    }

    /**
     * Finds it.
     *
     * @throws NotFound if the chunk is not the caller's, or not in this knowledge base
     */
    public Chunk find(Caller caller, KnowledgeBaseId base, ChunkId id) {
        return ports.chunks()
                .find(BaseOwner.of(ports, caller, base), base, id)
                .orElseThrow(() -> new NotFound(Thing.CHUNK, id.value()));
    }

    /**
     * The chunks of a document in its order.
     *
     * @throws NotFound if the document is not the caller's
     */
    public Page<Chunk> list(
            Caller caller, KnowledgeBaseId base, DocumentId document, ChunkFilter filter, int offset, int limit) {
        document(caller, base, document);
        return ports.chunks().list(BaseOwner.of(ports, caller, base), document, filter, offset, limit);
    }

    /** As the other, with keywords alone. */
    public Page<Chunk> list(
            Caller caller, KnowledgeBaseId base, DocumentId document, String keywords, int offset, int limit) {
        return list(caller, base, document, ChunkFilter.of(keywords), offset, limit);
    }

    /**
     * Removes those of {@code ids} that the document has; all its chunks if {@code ids} is empty.
     *
     * @return how many were removed
     * @throws NotFound if the document is not the caller's
     */
    public int remove(Caller caller, KnowledgeBaseId base, DocumentId documentId, Set<ChunkId> ids) {
        Document document = document(caller, base, documentId);
        TenantId owner = document.tenant();
        if (ids.isEmpty()) {
            int all = removeAll(caller, owner, documentId);
            ports.index().remove(base, documentId);
            ports.documents()
                    .count(
                            owner,
                            documentId,
                            -document.parsing().chunks(),
                            -document.parsing().tokens());
            return all;
        }
        Set<ChunkId> removed =
                noted(caller, owner, Action.REMOVED, () -> ports.chunks().remove(owner, documentId, ids));
        ports.index().removeChunks(base, removed);
        ports.documents().count(owner, documentId, -removed.size(), 0);
        return removed.size();
    }

    private int removeAll(Caller caller, TenantId owner, DocumentId document) {
        var removed = new AtomicInteger();
        trail.note(caller, owner, Action.REMOVED, Thing.CHUNK, document.value(), () -> {
            removed.set(ports.chunks().removeAll(owner, document));
            return removed.get() > 0;
        });
        return removed.get();
    }

    private Set<ChunkId> noted(Caller caller, TenantId owner, Action action, Supplier<Set<ChunkId>> work) {
        return ports.transactions().inTransaction(() -> {
            Set<ChunkId> touched = work.get();
            touched.forEach(id -> trail.note(caller, owner, action, Thing.CHUNK, id.value(), () -> true));
            return touched;
        });
    }

    private IndexedChunk embedded(Caller caller, Chunk chunk, String text) {
        KnowledgeBase base = ports.knowledgeBases()
                .find(caller.tenant(), chunk.knowledgeBase())
                .orElseThrow(() ->
                        new NotFound(Thing.KNOWLEDGE_BASE, chunk.knowledgeBase().value()));
        String name = IndexModel.of(ports.index(), base);
        var entry = ports.models()
                .of(base.tenant())
                .embedding(name)
                .orElseThrow(() -> new Invalid(Thing.EMBEDDING_MODEL, Problem.UNAVAILABLE, name));
        try {
            Embedding vector = entry.model()
                    .embed(EmbeddingModel.Purpose.PASSAGE, List.of(text))
                    .getFirst();
            return new IndexedChunk(chunk, vector, entry.name());
        } catch (ModelException e) {
            throw new Upstream(Thing.EMBEDDING_MODEL, Fault.UNAVAILABLE, e);
        }
    }

    private Document document(Caller caller, KnowledgeBaseId base, DocumentId id) {
        if (ports.knowledgeBases().find(caller.tenant(), base).isEmpty()) {
            throw new NotFound(Thing.KNOWLEDGE_BASE, base.value());
        }
        return ports.documents()
                .find(BaseOwner.of(ports, caller, base), base, id)
                .orElseThrow(() -> new NotFound(Thing.DOCUMENT, id.value()));
    }
}
