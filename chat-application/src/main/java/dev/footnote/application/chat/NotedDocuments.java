package dev.footnote.application.chat;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
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

    /**
     * {@code fields} of the documents of {@code chunks}; without those of which nothing is noted, or that are gone.
     *
     * @param bases where the chunks were found, which are their owners', not always the asking tenant's
     */
    Map<DocumentId, Metadata> of(List<KnowledgeBase> bases, List<ScoredChunk> chunks, MetadataFields fields) {
        Map<KnowledgeBaseId, TenantId> owners =
                bases.stream().collect(Collectors.toMap(KnowledgeBase::id, KnowledgeBase::tenant));
        Map<TenantId, Set<DocumentId>> cited = chunks.stream()
                .map(ScoredChunk::chunk)
                .collect(Collectors.groupingBy(
                        chunk -> owners.get(chunk.knowledgeBase()),
                        Collectors.mapping(Chunk::document, Collectors.toSet())));
        var noted = new HashMap<DocumentId, Metadata>();
        cited.forEach((owner, ids) -> documents
                .findAll(owner, ids)
                .forEach(document -> noted.put(document.id(), fields.of(document.metadata()))));
        noted.values().removeIf(Metadata.NONE::equals);
        return noted;
    }
}
