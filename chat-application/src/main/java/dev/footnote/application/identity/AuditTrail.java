package dev.footnote.application.identity;

import dev.footnote.domain.failure.ChatException.Forbidden;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.Ports;
import java.util.function.BooleanSupplier;

/** Writes down who did what, together with the doing, and tells a tenant's owner. */
public final class AuditTrail {

    private final Ports ports;

    public AuditTrail(Ports ports) {
        this.ports = ports;
    }

    /** Notes what the caller does to a thing of the own tenant. */
    public boolean note(Caller caller, Action action, Thing thing, String subject, BooleanSupplier work) {
        return note(caller, caller.tenant(), action, thing, subject, work);
    }

    /**
     * Does {@code work}; if it says that it changed something, that is noted in the same transaction.
     *
     * @param tenant whose thing it is
     * @return what {@code work} said
     */
    public boolean note(
            Caller caller, TenantId tenant, Action action, Thing thing, String subject, BooleanSupplier work) {
        return ports.transactions().inTransaction(() -> {
            boolean done = work.getAsBoolean();
            if (done) {
                var now = ports.clock().instant();
                ports.audit().add(new AuditEntry(now, tenant, caller.user(), action, thing, subject));
            }
            return done;
        });
    }

    /**
     * What was done to the tenant's things, the last first.
     *
     * @throws Forbidden if the caller does not own the tenant, or there is none
     */
    public Page<AuditEntry> list(Caller caller, TenantId tenant, int offset, int limit) {
        if (!caller.user().ownTenant().equals(tenant)) {
            throw new Forbidden(Thing.TENANT, tenant.value());
        }
        return ports.audit().list(tenant, offset, limit);
    }
}
