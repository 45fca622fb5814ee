package dev.footnote.ports.identity;

import dev.footnote.domain.identity.Secret;
import java.util.Optional;

/** Makes secrets unreadable for whoever reads what is stored. Safe for use by several threads at once. */
public interface SecretVault {

    /** A text that may be stored, different each time. */
    String seal(Secret secret);

    /** What was sealed; empty if this vault did not seal it, or it was changed since. */
    Optional<Secret> open(String sealed);
}
