package dev.footnote.app;

import dev.footnote.adapter.auth.AesSecretVault;
import dev.footnote.adapter.jdbi.StorageKey;
import dev.footnote.domain.identity.Secret;

/** The key that encrypts what is asked and answered, as an operator writes it: 32 bytes in Base64. */
final class MessageKey {

    private static final int ID_LENGTH = 8;

    private MessageKey() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is no such key; does not repeat it
     */
    static StorageKey read(Secret text) {
        var key = new Secret(text.value().strip());
        return new StorageKey(key.hash().substring(0, ID_LENGTH), AesSecretVault.under(key));
    }
}
