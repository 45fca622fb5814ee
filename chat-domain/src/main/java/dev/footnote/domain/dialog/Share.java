package dev.footnote.domain.dialog;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;
import java.util.Optional;

/**
 * What the holder of a share token may talk to.
 *
 * @param tenant whose dialog it is
 * @param dialog the only one; empty if the token was made without naming one, or that one is gone
 */
public record Share(TenantId tenant, Optional<DialogId> dialog) {
    public Share {
        requireNonNull(tenant, "tenant");
        requireNonNull(dialog, "dialog");
    }
}
