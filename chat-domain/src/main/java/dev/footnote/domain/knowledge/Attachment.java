package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.identity.UserId;
import java.time.Instant;

/**
 * A file that belongs to no knowledge base: it is sent to be asked about.
 *
 * @param id under which its bytes are kept, as those of a document
 * @param name as it was sent, only ever text, never a path; at most 255 bytes in UTF-8
 * @param bytes the file's length
 */
public record Attachment(DocumentId id, TenantId tenant, UserId createdBy, String name, long bytes, Instant createdAt) {

    public Attachment {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(createdBy, "createdBy");
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes is negative: " + bytes);
        }
    }

    /** The part of the name behind its last dot, in the case it was written; empty if there is none. */
    public String suffix() {
        return FileCategory.suffix(name);
    }
}
