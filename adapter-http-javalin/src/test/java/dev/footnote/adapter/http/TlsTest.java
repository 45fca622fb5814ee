package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.footnote.application.ChatApplication;
import dev.footnote.domain.identity.Secret;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over TLS, with a certificate of this test's own. */
class TlsTest {

    private static final Secret PASSWORD = new Secret(SelfSigned.PASSWORD);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        for (String algorithm : new String[] {"RSA", "EC"}) {
            KeyStore keys = SelfSigned.in(folder, algorithm).open();
            pem(
                    algorithm + "-key.pem",
                    "PRIVATE KEY",
                    keys.getKey(SelfSigned.ALIAS, PASSWORD.value().toCharArray())
                            .getEncoded());
            pem(
                    algorithm + ".pem",
                    "CERTIFICATE",
                    keys.getCertificate(SelfSigned.ALIAS).getEncoded());
        }
    }

    private static void pem(String file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }

    @Test
    void servesWithAPkcs12File() throws Exception {
        TlsConfig tls = TlsConfig.pkcs12(folder.resolve("RSA.p12"), PASSWORD);

        assertThat(ping(tls, trusting("RSA")).body()).isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void servesWithPemFiles(String algorithm) throws Exception {
        TlsConfig tls = TlsConfig.pem(folder.resolve(algorithm + ".pem"), folder.resolve(algorithm + "-key.pem"));

        assertThat(ping(tls, trusting(algorithm)).body()).isEqualTo("pong");
    }

    @Test
    void agreesWithTheClientOnTheVersionOfHttp() throws Exception {
        TlsConfig tls = TlsConfig.pkcs12(folder.resolve("EC.p12"), PASSWORD);

        for (var version : HttpClient.Version.values()) {
            assertThat(ping(tls, trusting("EC"), version).version()).isEqualTo(version);
        }
    }

    @Test
    void isNotTrustedByThoseWhoDoNotKnowTheCertificate() {
        TlsConfig tls = TlsConfig.pkcs12(folder.resolve("RSA.p12"), PASSWORD);

        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> ping(tls, SSLContext.getDefault()));
    }

    @Test
    void saysWhichFileIsWrong() {
        Path store = folder.resolve("RSA.p12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsConfig.pkcs12(store, new Secret("wrong")))
                .withMessageContaining("RSA.p12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsConfig.pem(folder.resolve("none.pem"), store))
                .withMessageContaining("none.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsConfig.pem(folder.resolve("RSA.pem"), folder.resolve("RSA.pem")))
                .withMessageContaining("no unencrypted private key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsConfig.pem(folder.resolve("RSA.pem"), folder.resolve("EC-key.pem")))
                .withMessageContaining("EC-key.pem");
    }

    private static SSLContext trusting(String algorithm) throws Exception {
        return new SelfSigned(folder.resolve(algorithm + ".p12")).trusting();
    }

    private static HttpResponse<String> ping(TlsConfig tls, SSLContext context) throws Exception {
        return ping(tls, context, HttpClient.Version.HTTP_2);
    }

    private static HttpResponse<String> ping(TlsConfig tls, SSLContext context, HttpClient.Version version)
            throws Exception {
        var app = ChatApplication.over(InMemoryPorts.saying("Yes.").ports(), ChatApplication.Limits.DEFAULT);
        var config = new HttpConfig("127.0.0.1", 0, Profile.STANDARD, Duration.ofSeconds(2), 1 << 20).withTls(tls);
        try (var server = HttpServer.start(app, config);
                var client = HttpClient.newBuilder()
                        .sslContext(context)
                        .version(version)
                        .build()) {
            var uri = URI.create("https://127.0.0.1:%d/v1/system/ping".formatted(server.port()));
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8));
        } finally {
            app.stop(Duration.ZERO);
        }
    }
}
