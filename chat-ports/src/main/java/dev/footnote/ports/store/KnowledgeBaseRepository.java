package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps knowledge bases. Their sizes are counted when they are read.
 *
 * <p>A tenant finds and lists its own and, while its owner is a member of another tenant's team, those that this one
 * lets its team use. It changes and removes only its own.
 */
public interface KnowledgeBaseRepository {

    /** Adds {@code knowledgeBase}, unless the tenant has one of that name, ignoring case; says whether it did. */
    boolean add(KnowledgeBase knowledgeBase);

    /**
     * Replaces the settings of one of the tenant that it names, unless another has the name, ignoring case; says
     * whether it did.
     */
    boolean save(KnowledgeBase knowledgeBase);

    Optional<KnowledgeBase> find(TenantId tenant, KnowledgeBaseId id);

    /** Those of {@code ids} that there are, in no order. */
    List<KnowledgeBase> findAll(TenantId tenant, Set<KnowledgeBaseId> ids);

    Page<KnowledgeBase> list(TenantId tenant, Listing listing);

    /** Those of all tenants, in no order. */
    List<KnowledgeBase> everyTenants();

    /** Removes it with its documents and chunks; says whether it was there. */
    boolean remove(TenantId tenant, KnowledgeBaseId id);
}
