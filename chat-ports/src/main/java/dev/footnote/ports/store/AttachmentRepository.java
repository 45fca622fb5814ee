package dev.footnote.ports.store;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Attachment;
import dev.footnote.domain.knowledge.DocumentId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Keeps attachments, without their bytes. */
public interface AttachmentRepository {

    /** Adds one whose id is new. */
    void add(Attachment attachment);

    /** Those of {@code ids} that the tenant has and that are not retired, in no order. */
    List<Attachment> findAll(TenantId tenant, Set<DocumentId> ids);

    /**
     * Retires those that were added before {@code before} and that no question came with, or none that is still kept.
     *
     * @return all that are retired and not yet forgotten, also of earlier calls, in no order
     */
    List<DocumentId> retireUnused(Instant before);

    /** Forgets one that is retired; does nothing to others. */
    void forget(DocumentId retired);
}
