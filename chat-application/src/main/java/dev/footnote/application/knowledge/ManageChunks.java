package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Chunks by hand: create, find, list, update, show and hide, remove. */
public final class ManageChunks {

    private final Ports ports;

    public ManageChunks(Ports ports) {
        this.ports = ports;
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
        keep(caller, baseId, chunk);
        ports.documents().count(caller.tenant(), documentId, 1, chunk.tokens());
        return chunk;
    }

    private void keep(Caller caller, KnowledgeBaseId baseId, Chunk chunk) {
        String text = chunk.questions().isEmpty() ? chunk.content() : String.join("\n", chunk.questions());
        if (text.isEmpty()) {
            throw new Invalid(Thing.CHUNK, Problem.MISSING, "");
        }
        var indexed = new IndexedChunk(chunk, embed(caller, baseId, text));
        ports.chunks().add(caller.tenant(), chunk.document(), List.of(chunk));
        ports.index().put(baseId, List.of(indexed));
    }

    /**
     * Finds it wherever the caller has it.
     *
     * @throws NotFound if the chunk is not the caller's
     */
    public Chunk find(Caller caller, ChunkId id) {
        return ports.chunks().find(caller.tenant(), id).orElseThrow(() -> new NotFound(Thing.CHUNK, id.value()));
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
                .find(caller.tenant(), baseId, id)
                .filter(found -> found.document().equals(documentId))
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
        keep(caller, baseId, after);
        ports.documents().count(caller.tenant(), documentId, 0, tokens - before.tokens());
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
        Set<ChunkId> changed = ports.chunks().setAvailable(caller.tenant(), documentId, ids, available);
        ports.index().setAvailable(base, changed, available);
        return changed;
    }

    /**
     * Finds it.
     *
     * @throws NotFound if the chunk is not the caller's, or not in this knowledge base
     */
    public Chunk find(Caller caller, KnowledgeBaseId base, ChunkId id) {
        return ports.chunks().find(caller.tenant(), base, id).orElseThrow(() -> new NotFound(Thing.CHUNK, id.value()));
    }

    /**
     * The chunks of a document in its order.
     *
     * @throws NotFound if the document is not the caller's
     */
    public Page<Chunk> list(
            Caller caller, KnowledgeBaseId base, DocumentId document, ChunkFilter filter, int offset, int limit) {
        document(caller, base, document);
        return ports.chunks().list(caller.tenant(), document, filter, offset, limit);
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
        if (ids.isEmpty()) {
            int all = ports.chunks().removeAll(caller.tenant(), documentId);
            ports.index().remove(base, documentId);
            ports.documents()
                    .count(
                            caller.tenant(),
                            documentId,
                            -document.parsing().chunks(),
                            -document.parsing().tokens());
            return all;
        }
        Set<ChunkId> removed = ports.chunks().remove(caller.tenant(), documentId, ids);
        ports.index().removeChunks(base, removed);
        ports.documents().count(caller.tenant(), documentId, -removed.size(), 0);
        return removed.size();
    }

    private Embedding embed(Caller caller, KnowledgeBaseId baseId, String text) {
        KnowledgeBase base = ports.knowledgeBases()
                .find(caller.tenant(), baseId)
                .orElseThrow(() -> new NotFound(Thing.KNOWLEDGE_BASE, baseId.value()));
        String name = base.settings().embeddingModel();
        var entry = ports.models()
                .embedding(name)
                .orElseThrow(() -> new Invalid(Thing.EMBEDDING_MODEL, Problem.UNAVAILABLE, name));
        try {
            return entry.model()
                    .embed(EmbeddingModel.Purpose.PASSAGE, List.of(text))
                    .getFirst();
        } catch (ModelException e) {
            throw new Upstream(Thing.EMBEDDING_MODEL, Fault.UNAVAILABLE, e);
        }
    }

    private Document document(Caller caller, KnowledgeBaseId base, DocumentId id) {
        if (ports.knowledgeBases().find(caller.tenant(), base).isEmpty()) {
            throw new NotFound(Thing.KNOWLEDGE_BASE, base.value());
        }
        return ports.documents()
                .find(caller.tenant(), base, id)
                .orElseThrow(() -> new NotFound(Thing.DOCUMENT, id.value()));
    }
}
