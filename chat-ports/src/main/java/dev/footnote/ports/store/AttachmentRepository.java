package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import java.util.List;
import java.util.Set;

/** Keeps attachments, without their bytes. */
public interface AttachmentRepository {

    /** Adds one whose id is new. */
    void add(Attachment attachment);

    /** Those of {@code ids} that the tenant has, in no order. */
    List<Attachment> findAll(TenantId tenant, Set<DocumentId> ids);
}
