package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Page;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps chunks, so that they can be listed and an index can be built anew. */
public interface ChunkRepository {

    /** Adds chunks of one document; one whose id is there is replaced. */
    void add(TenantId tenant, DocumentId document, List<Chunk> chunks);

    Optional<Chunk> find(TenantId tenant, KnowledgeBaseId knowledgeBase, ChunkId id);

    /**
     * The chunks of a document, in its order.
     *
     * @param keywords only those that contain one of its words, ignoring case; empty for all
     */
    Page<Chunk> list(TenantId tenant, DocumentId document, String keywords, int offset, int limit);

    /** Removes those of {@code ids} that the document has; says which. */
    Set<ChunkId> remove(TenantId tenant, DocumentId document, Set<ChunkId> ids);

    /** Removes all chunks of the document; says how many there were. */
    int removeAll(TenantId tenant, DocumentId document);
}
