package dev.footnote.application.chat;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFields;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.store.DocumentRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is noted of the documents that an answer rests on. */
final class NotedDocuments {

    private final DocumentRepository documents;

    NotedDocuments(DocumentRepository documents) {
        this.documents = documents;
    }

    /** {@code fields} of the documents of {@code chunks}; without those of which nothing is noted, or that are gone. */
    Map<DocumentId, Metadata> of(TenantId tenant, List<ScoredChunk> chunks, MetadataFields fields) {
        Set<DocumentId> cited =
                chunks.stream().map(scored -> scored.chunk().document()).collect(Collectors.toSet());
        var noted = new HashMap<DocumentId, Metadata>();
        documents.findAll(tenant, cited).forEach(document -> noted.put(document.id(), fields.of(document.metadata())));
        noted.values().removeIf(Metadata.NONE::equals);
        return noted;
    }
}
