package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Embedding;
import dev.footnote.domain.knowledge.IndexedChunk;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Parsing;
import dev.footnote.ports.Ports;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.ModelException;
import java.util.List;
import java.util.Set;

/** Chunks by hand: create, find, list, remove. */
public final class ManageChunks {

    private final Ports ports;

    public ManageChunks(Ports ports) {
        this.ports = ports;
    }

    /**
     * Adds a chunk that can be found at once; one of the same content is replaced.
     *
     * @throws NotFound if the document is not the caller's
     * @throws Invalid if the content is blank
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
        if (content.isBlank()) {
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
        var indexed = new IndexedChunk(
                chunk, embed(caller, baseId, questions.isEmpty() ? content : String.join("\n", questions)));
        ports.chunks().add(caller.tenant(), documentId, List.of(chunk));
        ports.index().stage(baseId, List.of(indexed));
        ports.index().publish(baseId, documentId);
        count(caller, document, 1, chunk.tokens());
        return chunk;
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
     * @param keywords only those with one of its words; empty for all
     * @throws NotFound if the document is not the caller's
     */
    public Page<Chunk> list(
            Caller caller, KnowledgeBaseId base, DocumentId document, String keywords, int offset, int limit) {
        document(caller, base, document);
        return ports.chunks().list(caller.tenant(), document, keywords, offset, limit);
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
            count(
                    caller,
                    document,
                    -document.parsing().chunks(),
                    -document.parsing().tokens());
            return all;
        }
        Set<ChunkId> removed = ports.chunks().remove(caller.tenant(), documentId, ids);
        ports.index().removeChunks(base, removed);
        count(caller, document, -removed.size(), 0);
        return removed.size();
    }

    private void count(Caller caller, Document document, int chunks, long tokens) {
        Parsing before = document.parsing();
        ports.documents()
                .report(
                        caller.tenant(),
                        document.id(),
                        new Parsing(
                                before.status(),
                                before.log(),
                                before.startedAt(),
                                before.duration(),
                                Math.max(0, before.chunks() + chunks),
                                Math.max(0, before.tokens() + tokens)));
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
