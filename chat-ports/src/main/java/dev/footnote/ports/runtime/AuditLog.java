package dev.footnote.ports.runtime;

import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Page;

/** Keeps who did what. Nothing in it is changed or removed. */
public interface AuditLog {

    /** Adds an entry, in the current transaction if there is one. */
    void add(AuditEntry entry);

    /** A tenant's entries, the last one first. */
    Page<AuditEntry> list(TenantId tenant, int offset, int limit);
}
