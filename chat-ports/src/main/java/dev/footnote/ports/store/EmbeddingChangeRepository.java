package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.EmbeddingChange;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.util.List;
import java.util.Optional;

/** Keeps the last change of each knowledge base's embedding model, until the knowledge base is removed. */
public interface EmbeddingChangeRepository {

    /**
     * Adds one that is running, in place of the one before; says whether it did: not if that is running still, nor if
     * the tenant has no such knowledge base.
     */
    boolean begin(EmbeddingChange change);

    /** Keeps how far a running one is; says whether it is still running, to the same model: else nothing is changed. */
    boolean report(EmbeddingChange change);

    /** The last one of a knowledge base of the tenant. */
    Optional<EmbeddingChange> find(TenantId tenant, KnowledgeBaseId knowledgeBase);

    /** Those of all tenants that are running, the oldest first. */
    List<EmbeddingChange> running();
}
