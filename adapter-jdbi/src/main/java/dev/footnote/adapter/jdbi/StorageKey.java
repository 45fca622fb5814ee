package dev.footnote.adapter.jdbi;

import static java.util.Objects.requireNonNull;

import dev.footnote.ports.identity.SecretVault;

/**
 * A key under which messages are sealed.
 *
 * @param id tells it from other keys and nothing else: 8 hexadecimal digits
 * @param vault seals under it
 */
public record StorageKey(String id, SecretVault vault) {
    public StorageKey {
        requireNonNull(id, "id");
        requireNonNull(vault, "vault");
        if (!id.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("id is %s, must be 8 hexadecimal digits".formatted(id));
        }
    }
}
