package dev.footnote.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.ChatApplication.Limits;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.testkit.InMemoryPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server where nobody can register. */
class RegistrationTest {

    private static final Limits USUAL = Limits.DEFAULT;
    private static final Limits CLOSED = new Limits(
            USUAL.grace(),
            USUAL.maxDocumentBytes(),
            USUAL.readerPatience(),
            USUAL.maxMessages(),
            USUAL.documentWait(),
            USUAL.life(),
            false);

    private final HttpClient client = HttpClient.newHttpClient();
    private final InMemoryPorts memory = InMemoryPorts.saying("Yes.");
    private final ChatApplication app = ChatApplication.over(memory.ports(), CLOSED);

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, 403", "RAGFLOW, 200"})
    void refusesToRegisterAndSaysSo(Profile profile, int status) throws Exception {
        try (var server =
                HttpServer.start(app, new HttpConfig("127.0.0.1", 0, profile, Duration.ofSeconds(2), 1 << 20))) {
            int rows = memory.database().rows().hashCode();

            HttpResponse<String> refused = post(server, "/v1/user/register", """
                    {"nickname": "Ann", "email": "ann@example.org", "password": "a good password"}
                    """);

            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.body())
                    .isEqualTo("{\"code\":103,\"message\":\"User registration is disabled!\",\"data\":false}");
            assertThat(refused.headers().firstValue("Authorization")).isEmpty();
            assertThat(memory.database().rows().hashCode()).isEqualTo(rows);
            assertThat(get(server, "/v1/system/config"))
                    .isEqualTo("{\"code\":0,\"message\":\"success\",\"data\":{\"registerEnabled\":0}}");
        }
    }

    @Test
    void letsThoseInWhoHaveAnAccount() throws Exception {
        app.manageUsers().add(new Email("ann@example.org"), "Ann", new Secret("a good password"));
        try (var server = HttpServer.start(
                app, new HttpConfig("127.0.0.1", 0, Profile.STANDARD, Duration.ofSeconds(2), 1 << 20))) {
            HttpResponse<String> answer = post(
                    server, "/v1/user/login", "{\"email\": \"ann@example.org\", \"password\": \"a good password\"}");

            assertThat(answer.body()).contains("Welcome back!");
        }
    }

    private HttpResponse<String> post(HttpServer server, String path, String json)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(server, path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private String get(HttpServer server, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(server, path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static URI uri(HttpServer server, String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    }
}
