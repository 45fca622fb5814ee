package dev.footnote.adapter.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.PasswordTransport;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * Reads passwords whose Base64 was encrypted by RSA with the padding of PKCS #1 v1.5 and encoded in Base64 again, as
 * clients of RAGFlow do it. A text is taken for such only if it decodes to the length of the key and has the padding.
 */
public final class RsaPasswordTransport implements PasswordTransport {

    private static final int KEY_BITS = 2048;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final RSAPrivateCrtKey key;
    private final String publicKey;

    private RsaPasswordTransport(RSAPrivateCrtKey key, String publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Uses the key in {@code file}, PKCS #8 in PEM and not encrypted; makes one if there is no such file, readable by
     * its owner alone.
     *
     * @throws IllegalStateException if the file cannot be used or holds no such key
     */
    public static RsaPasswordTransport open(Path file) {
        String pem = KeyFile.readOrMake(file, RsaPasswordTransport::newKey);
        try {
            return of(pem);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalStateException(
                    "%s holds no RSA key in the form PKCS #8: a PEM file that begins with %s".formatted(file, BEGIN),
                    e);
        }
    }

    /** Uses a key that is not kept. */
    public static RsaPasswordTransport withNewKey() {
        try {
            return of(newKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static RsaPasswordTransport of(String pem) throws GeneralSecurityException {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no private key");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        var key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        PublicKey publicKey = rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return new RsaPasswordTransport(key, pem("PUBLIC KEY", publicKey.getEncoded()));
    }

    private static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            PrivateKey made = generator.generateKeyPair().getPrivate();
            return pem("PRIVATE KEY", made.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, LINES.encodeToString(encoded), what);
    }

    @Override
    public String publicKey() {
        return publicKey;
    }

    @Override
    public Secret read(Secret sent) {
        return decrypted(sent.value()).orElse(sent);
    }

    private Optional<Secret> decrypted(String sent) {
        try {
            byte[] encrypted = Base64.getDecoder().decode(sent.replaceAll("\\s", ""));
            if (encrypted.length != (key.getModulus().bitLength() + 7) / 8) {
                return Optional.empty();
            }
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            byte[] password = Base64.getDecoder().decode(new String(cipher.doFinal(encrypted), US_ASCII));
            return Optional.of(new Secret(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(password)).toString()));
        } catch (GeneralSecurityException | IllegalArgumentException | CharacterCodingException notEncrypted) {
            return Optional.empty();
        }
    }
}
