package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.failure.Thing;
import java.time.Instant;

/**
 * Who did what to a tenant's things. It names them by their ids; it never holds what was asked or answered, nor a key.
 *
 * @param tenant whose thing it was
 * @param subject the thing's id; for a key the beginning of its hash
 */
public record AuditEntry(Instant at, TenantId tenant, UserId actor, Action action, Thing thing, String subject) {
    public AuditEntry {
        requireNonNull(at, "at");
        requireNonNull(tenant, "tenant");
        requireNonNull(actor, "actor");
        requireNonNull(action, "action");
        requireNonNull(thing, "thing");
        requireNonNull(subject, "subject");
    }

    /** What was done. */
    public enum Action {
        CREATED,
        CHANGED,
        REMOVED
    }
}
