package dev.footnote.ports.identity;

import dev.footnote.domain.identity.Secret;

/** Turns passwords into what may be stored. Safe for use by several threads at once; deliberately slow. */
public interface PasswordHasher {

    /** A text from which the password cannot be had, different each time. */
    String hash(Secret password);

    /** Whether {@code hash} was made from {@code password}; false also for a hash that cannot be read. */
    boolean matches(Secret password, String hash);
}
