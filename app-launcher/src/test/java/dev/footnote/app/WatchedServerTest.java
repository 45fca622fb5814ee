package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.testkit.SelfSigned;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sets to watch the server, and to have it speak HTTPS, does so in the program itself. */
class WatchedServerTest {

    @TempDir
    Path home;

    @Test
    void speaksHttpsAndLogsJson() throws Exception {
        var certificate = SelfSigned.in(home, "EC");
        ServerProcess server = ServerProcess.start(
                home,
                Map.of(
                        "FOOTNOTE_HTTP_TLS_CERTIFICATE",
                        certificate.file().toString(),
                        "FOOTNOTE_HTTP_TLS_PASSWORD",
                        SelfSigned.PASSWORD,
                        "FOOTNOTE_LOG_FORMAT",
                        "json"));
        try (var client =
                HttpClient.newBuilder().sslContext(certificate.trusting()).build()) {
            String address = Home.address(home).orElseThrow();
            assertThat(address).startsWith("https://127.0.0.1:");
            assertThat(server.said("Footnote listens on " + address)).isTrue();
            var metrics = HttpRequest.newBuilder(URI.create(address + "/metrics"));
            assertThat(client.send(metrics.build(), BodyHandlers.ofString()).body())
                    .contains("process_uptime_seconds");
        } finally {
            assertThat(server.stop()).isEqualTo(143); // by SIGTERM
        }
        assertThat(server.output().lines().filter(line -> line.contains("Serving on")))
                .singleElement()
                .satisfies(line ->
                        assertThat(LiveServer.json(line).path("level").asText()).isEqualTo("INFO"));
    }
}
