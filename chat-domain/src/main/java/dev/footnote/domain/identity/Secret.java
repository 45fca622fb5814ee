package dev.footnote.domain.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A text that opens something: a key, or the token of a signed-in user. Its string form hides it.
 *
 * @param value the text itself, never logged and never stored
 */
public record Secret(String value) {
    public Secret {
        requireNonNull(value, "value");
    }

    /**
     * What a secret is stored and looked up by: its SHA-256 in 64 hexadecimal digits. Enough for secrets of at least
     * 128 random bits, which cannot be guessed; passwords need a {@code PasswordHasher}.
     */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
