package dev.footnote.ports.identity;

import dev.footnote.domain.identity.Secret;

/**
 * Reads passwords that clients encrypted on their way. It hides a password from who looks on, not from who changes what
 * is sent: that takes an encrypted connection. Safe for use by several threads at once.
 */
public interface PasswordTransport {

    /** What clients encrypt with, in the form of a PEM file. */
    String publicKey();

    /**
     * The password that was sent. What cannot be decrypted is the password itself, so that nothing is told of why it
     * cannot.
     */
    Secret read(Secret sent);
}
