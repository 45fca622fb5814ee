package dev.footnote.testkit.memory;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.ports.store.AttachmentRepository;
import java.util.List;
import java.util.Set;

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
                .toList());
    }
}
