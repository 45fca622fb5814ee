package dev.footnote.application.chat;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFields;
import dev.footnote.domain.retrieval.ScoredChunk;
import dev.footnote.ports.store.DocumentRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is noted of the documents that an answer rests on. */
final class NotedDocuments {

    private final DocumentRepository documents;

    NotedDocuments(DocumentRepository documents) {
        this.documents = documents;
    }

    /** {@code fields} of the documents of {@code chunks}; without those of which nothing is noted, or that are gone. */
    Map<DocumentId, Metadata> of(TenantId tenant, List<ScoredChunk> chunks, MetadataFields fields) {
        var noted = new HashMap<DocumentId, Metadata>();
        for (ScoredChunk scored : chunks) {
            Chunk chunk = scored.chunk();
            if (!noted.containsKey(chunk.document())) {
                Metadata all = documents
                        .find(tenant, chunk.knowledgeBase(), chunk.document())
                        .map(Document::metadata)
                        .orElse(Metadata.NONE);
                noted.put(chunk.document(), fields.of(all));
            }
        }
        noted.values().removeIf(Metadata.NONE::equals);
        return noted;
    }
}
