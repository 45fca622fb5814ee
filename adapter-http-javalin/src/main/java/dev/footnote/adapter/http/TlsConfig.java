package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What the server shows to clients that want to be sure of it: a certificate and its key.
 *
 * @param keys a store with one private key and the certificates for it
 * @param password opens the key
 */
public record TlsConfig(KeyStore keys, Secret password) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    public TlsConfig {
        requireNonNull(keys, "keys");
        requireNonNull(password, "password");
    }

    /**
     * Reads a PKCS12 file.
     *
     * @throws IllegalArgumentException if it cannot be read, opened by {@code password}, or holds no private key
     */
    public static TlsConfig pkcs12(Path file, Secret password) {
        try {
            KeyStore keys = KeyStore.getInstance(file.toFile(), password.value().toCharArray());
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias)) {
                    return new TlsConfig(keys, password);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("%s cannot be read with this password".formatted(file), e);
        }
        throw new IllegalArgumentException("%s holds no private key".formatted(file));
    }

    /**
     * Reads PEM files.
     *
     * @param chain the server's certificate, then those that vouch for it
     * @param key its private key, not encrypted, as PKCS #8
     * @throws IllegalArgumentException if they cannot be read or do not belong together by their algorithm
     */
    public static TlsConfig pem(Path chain, Path key) {
        Certificate[] certificates = certificates(chain);
        try {
            Matcher text = KEY.matcher(Files.readString(key, US_ASCII));
            if (!text.find()) {
                throw new IllegalArgumentException(
                        "%s holds no unencrypted private key; openssl pkcs8 -topk8 -nodes makes one".formatted(key));
            }
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1)));
            PrivateKey secret = KeyFactory.getInstance(
                            certificates[0].getPublicKey().getAlgorithm())
                    .generatePrivate(encoded);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("server", secret, new char[0], certificates);
            return new TlsConfig(keys, new Secret(""));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("%s cannot be read as the key of %s".formatted(key, chain), e);
        }
    }

    private static Certificate[] certificates(Path file) {
        try (var in = Files.newInputStream(file)) {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (read.isEmpty()) {
                throw new IllegalArgumentException("%s holds no certificate".formatted(file));
            }
            return read.toArray(new Certificate[0]);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("%s cannot be read as a certificate".formatted(file), e);
        }
    }

    /** How the server shows this to its clients. */
    SslContextFactory.Server context() {
        var context = new SslContextFactory.Server();
        context.setKeyStore(keys);
        context.setKeyStorePassword(password.value());
        return context;
    }
}
