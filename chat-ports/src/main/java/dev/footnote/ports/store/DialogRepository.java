package dev.footnote.ports.store;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.time.Instant;
import java.util.Optional;

/** Keeps dialogs. */
public interface DialogRepository {

    /** Adds {@code dialog}, unless the tenant has one of that name, ignoring case; says whether it did. */
    boolean add(Dialog dialog);

    /** Replaces the dialog of that id, unless another has the name, ignoring case; says whether it did. */
    boolean save(Dialog dialog);

    Optional<Dialog> find(TenantId tenant, DialogId id);

    Page<Dialog> list(TenantId tenant, Listing listing);

    /** Removes it; its conversations are no longer found. Says whether it was there. */
    boolean remove(TenantId tenant, DialogId id);

    /** Whether the tenant had it and removed it, and that is not yet {@link #forgetRemoved forgotten}. */
    boolean removed(TenantId tenant, DialogId id);

    /** Forgets the dialogs, of all tenants, that were removed before; says how many. */
    int forgetRemoved(Instant before);
}
