package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Contents;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentFilter;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Parsing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps documents, without their bytes. */
public interface DocumentRepository {

    /** Adds {@code document}, unless its knowledge base is gone; says whether it did. */
    boolean add(Document document);

    /** Replaces name, chunking, parser settings, metadata and whether it is enabled; says whether it is there. */
    boolean save(Document document);

    /** Replaces how far parsing is; says whether the document is there. */
    boolean report(TenantId tenant, DocumentId id, Parsing parsing);

    Optional<Document> find(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id);

    /**
     * Those of {@code ids} that are in a knowledge base which the tenant may use, its own or one that a team shares
     * with it, in no order.
     */
    List<Document> findAll(TenantId tenant, Set<DocumentId> ids);

    /** How long the files of each of the tenant's knowledge bases are together; one without documents is left out. */
    Map<KnowledgeBaseId, Long> bytes(TenantId tenant);

    /** The documents that {@code listing} and {@code filter} choose; the total is of these. */
    Page<Document> list(TenantId tenant, KnowledgeBaseId knowledgeBase, Listing listing, DocumentFilter filter);

    /** As the other, without a filter. */
    default Page<Document> list(TenantId tenant, KnowledgeBaseId knowledgeBase, Listing listing) {
        return list(tenant, knowledgeBase, listing, DocumentFilter.ALL);
    }

    /** What is noted of each document of the knowledge base. */
    Map<DocumentId, Metadata> metadata(TenantId tenant, KnowledgeBaseId knowledgeBase);

    /** Adds to the counts of chunks and tokens, which do not fall below 0; says whether the document is there. */
    boolean count(TenantId tenant, DocumentId id, int chunks, long tokens);

    /** Replaces its table of contents, which is empty at first; says whether the document is there. */
    boolean outline(TenantId tenant, DocumentId id, Contents contents);

    /** Its table of contents; that of a document without headings if there is no such document. */
    Contents contents(TenantId tenant, DocumentId id);

    /** Whether the knowledge base has a document of this name, ignoring case. */
    boolean named(TenantId tenant, KnowledgeBaseId knowledgeBase, String name);

    /** The documents that were being parsed, or waited to be, of all tenants. */
    List<Document> running();

    /** Removes it with its chunks; says whether it was there. */
    boolean remove(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id);
}
