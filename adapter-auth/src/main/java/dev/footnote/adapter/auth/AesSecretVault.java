package dev.footnote.adapter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.SecretVault;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256-GCM, under a key in a file. What is sealed begins with the number of this form, so that another
 * form can follow it.
 */
public final class AesSecretVault implements SecretVault {

    private static final String FORM = "1.";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    private AesSecretVault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Opens the vault whose key is in {@code file}; makes a key if there is no such file, readable by its owner alone.
     *
     * @throws IllegalStateException if the file cannot be used or holds no key
     */
    public static AesSecretVault open(Path file) {
        var text = new Secret(KeyFile.readOrMake(file, AesSecretVault::newKey));
        try {
            return under(text);
        } catch (IllegalArgumentException noKey) {
            throw new IllegalStateException("%s holds no key".formatted(file), noKey);
        }
    }

    /**
     * The vault of {@code key}: 32 bytes in Base64, white space around it ignored.
     *
     * @throws IllegalArgumentException if it is no such key; does not repeat it
     */
    public static AesSecretVault under(Secret key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.value().strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the key is not written in Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("the key has %d bytes, must have %d".formatted(bytes.length, KEY_BYTES));
        }
        return new AesSecretVault(bytes);
    }

    private static String newKey() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    @Override
    public String seal(Secret secret) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(secret.value().getBytes(UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return text(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in the mode GCM", e);
        }
    }

    @Override
    public Optional<Secret> open(String sealed) {
        if (!sealed.startsWith(FORM)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(FORM.length()));
            if (bytes.length < NONCE_BYTES || !sealed.equals(text(bytes))) {
                return Optional.empty();
            }
            ByteBuffer all = ByteBuffer.wrap(bytes);
            var nonce = new byte[NONCE_BYTES];
            all.get(nonce);
            var rest = new byte[all.remaining()];
            all.get(rest);
            return Optional.of(
                    new Secret(new String(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(rest), UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static String text(byte[] bytes) {
        return FORM + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
