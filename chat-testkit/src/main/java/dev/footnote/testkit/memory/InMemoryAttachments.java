package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.store.AttachmentRepository;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

record InMemoryAttachments(InMemoryDatabase database) implements AttachmentRepository {

    @Override
    public void add(Attachment attachment) {
        database.with(() -> {
            InMemoryDatabase.insert(database.attachments, attachment.id(), attachment);
            return true;
        });
    }

    @Override
    public List<Attachment> findAll(TenantId tenant, Set<DocumentId> ids) {
        return database.with(() -> database.attachments.values().stream()
                .filter(attachment -> attachment.tenant().equals(tenant) && ids.contains(attachment.id()))
                .filter(attachment -> !database.retired.contains(attachment.id()))
                .toList());
    }

    @Override
    public List<DocumentId> retireUnused(Instant before) {
        return database.with(() -> {
            Set<DocumentId> used = database.turns.values().stream()
                    .flatMap(row -> row.question().files().stream())
                    .map(Attachment::id)
                    .collect(Collectors.toSet());
            database.attachments.values().stream()
                    .filter(one -> one.createdAt().isBefore(before) && !used.contains(one.id()))
                    .map(Attachment::id)
                    .forEach(database.retired::add);
            return List.copyOf(database.retired);
        });
    }

    @Override
    public void forget(DocumentId retired) {
        database.with(() -> {
            if (database.retired.remove(retired)) {
                database.attachments.remove(retired);
            }
            return true;
        });
    }
}
