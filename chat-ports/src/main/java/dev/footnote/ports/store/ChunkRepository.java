package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps chunks, so that they can be listed and an index can be built anew. A chunk that is only told in place of others
 * ({@link Chunk#standsForOthers}) is found by its id and removed like any other; nothing else is said of it here.
 */
public interface ChunkRepository {

    /** Adds chunks of one document; one whose id is there is replaced. */
    void add(TenantId tenant, DocumentId document, List<Chunk> chunks);

    Optional<Chunk> find(TenantId tenant, KnowledgeBaseId knowledgeBase, ChunkId id);

    /** Finds it wherever the tenant has it. */
    Optional<Chunk> find(TenantId tenant, ChunkId id);

    /** Those of {@code ids}, by document, that the tenant has; in no order. */
    List<Chunk> findAll(TenantId tenant, Map<DocumentId, Set<ChunkId>> ids);

    /**
     * The chunks of a document that {@code filter} chooses, in its order. Keywords are looked for in content, keywords
     * and questions, and, unless the chunk was added by hand and has no positions, in the document's name.
     */
    Page<Chunk> list(TenantId tenant, DocumentId document, ChunkFilter filter, int offset, int limit);

    /** As the other, with keywords alone. */
    default Page<Chunk> list(TenantId tenant, DocumentId document, String keywords, int offset, int limit) {
        return list(tenant, document, ChunkFilter.of(keywords), offset, limit);
    }

    /** Shows or hides those of {@code ids} that the document has; says which. */
    Set<ChunkId> setAvailable(TenantId tenant, DocumentId document, Set<ChunkId> ids, boolean available);

    /** Shows or hides all chunks of the document; says which. */
    Set<ChunkId> setAllAvailable(TenantId tenant, DocumentId document, boolean available);

    /** Removes those of {@code ids} that the document has; says which. */
    Set<ChunkId> remove(TenantId tenant, DocumentId document, Set<ChunkId> ids);

    /** Removes all chunks of the document; says how many there were. */
    int removeAll(TenantId tenant, DocumentId document);

    /** Removes all chunks of the document but those that were written by hand; says how many were removed. */
    int removeCut(TenantId tenant, DocumentId document);

    /** How many chunks of the knowledge base have each tag by name, hidden ones too. */
    Map<String, Integer> tags(TenantId tenant, KnowledgeBaseId knowledgeBase);

    /** The chunks of the knowledge base that have one of {@code tags} by name, hidden ones too, in no order. */
    List<Chunk> tagged(TenantId tenant, KnowledgeBaseId knowledgeBase, Set<String> tags);
}
