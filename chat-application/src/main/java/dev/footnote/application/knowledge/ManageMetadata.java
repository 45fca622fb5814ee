package dev.footnote.application.knowledge;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.knowledge.MetadataSummary;
import dev.footnote.ports.Ports;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is noted of documents: choose by it, count it, change it. */
public final class ManageMetadata {

    private final Ports ports;
    private final AuditTrail trail;

    public ManageMetadata(Ports ports) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
    }

    /**
     * What is noted of each document.
     *
     * @throws NotFound if the knowledge base is not the caller's
     */
    public Map<DocumentId, Metadata> of(Caller caller, KnowledgeBaseId base) {
        return metadata(caller, base);
    }

    /**
     * The documents that {@code filter} chooses.
     *
     * @throws NotFound if the knowledge base is not the caller's
     */
    public Set<DocumentId> choose(Caller caller, KnowledgeBaseId base, MetadataFilter filter) {
        return metadata(caller, base).entrySet().stream()
                .filter(entry -> filter.matches(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Counts the values that documents have.
     *
     * @param documents if present, only of these
     * @throws NotFound if the knowledge base is not the caller's
     */
    public MetadataSummary summarize(Caller caller, KnowledgeBaseId base, Optional<Set<DocumentId>> documents) {
        return MetadataSummary.of(metadata(caller, base).entrySet().stream()
                .filter(entry ->
                        documents.map(ids -> ids.contains(entry.getKey())).orElse(true))
                .map(Map.Entry::getValue)
                .toList());
    }

    /**
     * Which of {@code documents} the knowledge base does not have.
     *
     * @throws NotFound if the knowledge base is not the caller's
     */
    public List<DocumentId> missing(Caller caller, KnowledgeBaseId base, List<DocumentId> documents) {
        Set<DocumentId> there = metadata(caller, base).keySet();
        return documents.stream().filter(id -> !there.contains(id)).toList();
    }

    /**
     * Changes the metadata of {@code documents}; one that is not there is left out.
     *
     * @return how many have changed
     * @throws NotFound if the knowledge base is not the caller's
     */
    public int change(
            Caller caller,
            KnowledgeBaseId base,
            Set<DocumentId> documents,
            List<Metadata.Update> updates,
            List<Metadata.Removal> removals) {
        metadata(caller, base);
        var now = ports.clock().instant();
        return ports.transactions().inTransaction(() -> {
            int changed = 0;
            for (DocumentId id : documents) {
                Optional<Document> document = ports.documents().find(BaseOwner.of(ports, caller, base), base, id);
                Optional<Document> after = document.map(one -> one.with(
                        one.name(),
                        one.chunking(),
                        one.parser(),
                        one.enabled(),
                        one.metadata().changed(updates, removals),
                        now));
                if (after.isPresent()
                        && !after.map(Document::metadata).equals(document.map(Document::metadata))
                        && trail.note(
                                caller,
                                after.get().tenant(),
                                Action.CHANGED,
                                Thing.DOCUMENT,
                                id.value(),
                                () -> ports.documents().save(after.get()))) {
                    changed++;
                }
            }
            return changed;
        });
    }

    private Map<DocumentId, Metadata> metadata(Caller caller, KnowledgeBaseId base) {
        if (ports.knowledgeBases().find(caller.tenant(), base).isEmpty()) {
            throw new NotFound(Thing.KNOWLEDGE_BASE, base.value());
        }
        return ports.documents().metadata(BaseOwner.of(ports, caller, base), base);
    }
}
