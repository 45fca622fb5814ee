package dev.footnote.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of a test's own for {@code localhost} and 127.0.0.1, made by the JDK's {@code keytool}.
 *
 * @param file a PKCS12 store that {@link #PASSWORD} opens, with key and certificate under {@link #ALIAS}
 */
public record SelfSigned(Path file) {

    /** Opens every such file. */
    public static final String PASSWORD = "changeit";

    /** What key and certificate are called. */
    public static final String ALIAS = "server";

    /**
     * Makes one in {@code folder}.
     *
     * @param algorithm of its key, {@code RSA} or {@code EC}
     */
    public static SelfSigned in(Path folder, String algorithm) throws IOException, InterruptedException {
        Path file = folder.resolve(algorithm + ".p12");
        String program =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ProcessBuilder(program, "-genkeypair", "-alias", ALIAS, "-keyalg", algorithm);
        command.command().addAll(List.of("-dname", "CN=localhost"));
        command.command().addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
        command.command().addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        command.command().addAll(List.of("-keystore", file.toString()));
        int status = command.inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("keytool ended with " + status);
        }
        return new SelfSigned(file);
    }

    /** The store, opened. */
    public KeyStore open() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    /** What a client has that trusts this certificate and no other. */
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry(ALIAS, open().getCertificate(ALIAS));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
