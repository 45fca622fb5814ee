package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.domain.knowledge.Parsing;
import java.util.List;
import java.util.Optional;

/** Keeps documents, without their bytes. */
public interface DocumentRepository {

    /** Adds {@code document}, unless its knowledge base is gone; says whether it did. */
    boolean add(Document document);

    /** Replaces name, chunking, parser settings and whether it is enabled; says whether it is there. */
    boolean save(Document document);

    /** Replaces how far parsing is; says whether the document is there. */
    boolean report(TenantId tenant, DocumentId id, Parsing parsing);

    Optional<Document> find(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id);

    Page<Document> list(TenantId tenant, KnowledgeBaseId knowledgeBase, Listing listing);

    /** Whether the knowledge base has a document of this name, ignoring case. */
    boolean named(TenantId tenant, KnowledgeBaseId knowledgeBase, String name);

    /** The documents that were being parsed, or waited to be, of all tenants. */
    List<Document> running();

    /** Removes it with its chunks; says whether it was there. */
    boolean remove(TenantId tenant, KnowledgeBaseId knowledgeBase, DocumentId id);
}
