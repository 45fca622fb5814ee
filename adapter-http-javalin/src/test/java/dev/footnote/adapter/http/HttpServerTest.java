package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.system.ReportStatus;
import dev.footnote.testkit.InMemoryPorts;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server says before a use case is asked; there are no use cases behind it. */
class HttpServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server = start(Profile.STANDARD);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void anUnknownRoute() throws Exception {
        var answer = send("GET", "/api/v1/nothing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"code\":404,\"data\":null,\"error\":\"Not Found\",\"message\":\"Not Found: /api/v1/nothing\"}");
    }

    @Test
    void aWrongMethod() throws Exception {
        var answer = send("PATCH", "/api/v1/chats");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body())
                .isEqualTo("{\"code\":100,\"message\":\"<MethodNotAllowed '405: Method Not Allowed'>\",\"data\":null}");
    }

    @Test
    void whatAnAnswerIsIsNotToBeGuessed() throws Exception {
        var answer = send("GET", "/api/v1/chats");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=utf-8");
    }

    @Test
    void noKey() throws Exception {
        var answer = send("GET", "/api/v1/chats");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"code\":401,\"message\":\"`Authorization` can't be empty\",\"data\":false}");
    }

    @Test
    void noKeyInTheOtherProfile() throws Exception {
        server.close();
        server = start(Profile.RAGFLOW);
        var answer = send("GET", "/api/v1/chats");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"code\":0,\"message\":\"`Authorization` can't be empty\",\"data\":false}");
    }

    @Test
    void noSession() throws Exception {
        var answer = send("GET", "/v1/user/info");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"code\":401,\"message\":\"<Unauthorized '401: Unauthorized'>\",\"data\":null}");
    }

    @Test
    void whatNobodyForesaw() throws Exception {
        server.close();
        server = HttpServer.start(broken(), config(Profile.STANDARD));
        var answer = send("GET", "/v1/system/healthz");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"code\":100,\"message\":\"Something went wrong here.\",\"data\":null,\"request_id\":\"%s\"}",
                        answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void aSlashAtTheEnd() throws Exception {
        assertThat(send("GET", "/v1/system/ping/").body()).isEqualTo("pong");
    }

    @Test
    void manyWhoConnectAtOnce() throws Exception {
        var address = new InetSocketAddress("127.0.0.1", server.port());
        var sockets = new ArrayList<SocketChannel>();
        try {
            for (int i = 0; i < 500; i++) {
                SocketChannel socket = SocketChannel.open();
                sockets.add(socket);
                socket.configureBlocking(false);
                socket.connect(address);
            }
            for (SocketChannel socket : sockets) {
                socket.configureBlocking(true);
                assertThat(socket.finishConnect()).isTrue();
                socket.write(UTF_8.encode("GET /v1/system/ping HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"));
            }
            for (SocketChannel socket : sockets) {
                assertThat(new String(Channels.newInputStream(socket).readAllBytes(), UTF_8))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("pong");
            }
        } finally {
            for (SocketChannel socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void noFileOutsideThePage() throws Exception {
        assertThat(send("GET", "/../dev/footnote/adapter/http/HttpServer.class").statusCode())
                .isNotEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpServer start(Profile profile) {
        return HttpServer.start(app(), config(profile));
    }

    private static HttpConfig config(Profile profile) {
        return new HttpConfig("127.0.0.1", 0, profile, Duration.ofSeconds(2), 1 << 20);
    }

    private static ChatApplication app() {
        return ChatApplication.over(InMemoryPorts.saying("").ports(), ChatApplication.Limits.DEFAULT);
    }

    /** An application that lacks the use case behind the server's health. */
    private static ChatApplication broken() throws ReflectiveOperationException {
        ChatApplication whole = app();
        var parts = new ArrayList<Object>();
        var types = new ArrayList<Class<?>>();
        for (RecordComponent part : ChatApplication.class.getRecordComponents()) {
            types.add(part.getType());
            parts.add(
                    part.getType() == ReportStatus.class
                            ? null
                            : part.getAccessor().invoke(whole));
        }
        return ChatApplication.class
                .getDeclaredConstructor(types.toArray(Class<?>[]::new))
                .newInstance(parts.toArray());
    }
}
