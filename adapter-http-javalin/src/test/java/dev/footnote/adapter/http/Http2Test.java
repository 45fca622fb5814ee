package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.identity.ManageApiTokens.Wanted;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.model.Completion;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.SelfSigned;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 with TLS and without. */
class Http2Test {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
    private static final int SETTINGS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final InMemoryPorts memory = InMemoryPorts.answering((prompt, sink) -> {
        if (prompt.question().contains("for ever")) {
            while (sink.push("on ")) {
                Thread.onSpinWait();
            }
            stopped.countDown();
        }
        sink.push("The Moon ");
        sink.push("shines.");
        return new Completion(Completion.FinishReason.STOP, 1, 2);
    });
    private final ChatApplication app =
            ChatApplication.over(memory.ports(), new ChatApplication.Limits(Duration.ofSeconds(1), 1 << 20));
    private HttpServer secure;
    private HttpServer plain;
    private HttpClient client;
    private String key;

    @BeforeEach
    void start() throws Exception {
        var certificate = SelfSigned.in(folder, "EC");
        var config = new HttpConfig("127.0.0.1", 0, Profile.STANDARD, PATIENCE, 1 << 20);
        plain = HttpServer.start(app, config);
        secure = HttpServer.start(
                app, config.withTls(TlsConfig.pkcs12(certificate.file(), new Secret(SelfSigned.PASSWORD))));
        client = HttpClient.newBuilder()
                .version(Version.HTTP_2)
                .sslContext(certificate.trusting())
                .build();
        var user = app.manageUsers()
                .register(new Email("us@footnote.test"), "us", new Secret("password"))
                .user();
        key = app.manageApiTokens()
                .create(new Caller(user.id(), user.id().ownTenant()), Wanted.beginning(HttpServer.KEY_PREFIX))
                .key()
                .value();
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        client.close();
        secure.close();
        plain.close();
        app.stop(Duration.ZERO);
    }

    @Test
    void answersWithJson() throws Exception {
        chat();

        HttpResponse<String> answer = client.send(request("/api/v1/chats").build(), BodyHandlers.ofString(UTF_8));

        assertThat(answer.version()).isEqualTo(Version.HTTP_2);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=utf-8");
        assertThat(answer.body()).startsWith("{\"code\":0").contains("\"Assistant\"");
    }

    @Test
    void streamsEvents() throws Exception {
        HttpResponse<Stream<String>> answer = ask(chat(), "What shines?");

        assertThat(answer.version()).isEqualTo(Version.HTTP_2);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        List<String> frames =
                answer.body().filter(line -> line.startsWith("data: ")).toList();
        assertThat(frames).hasSizeGreaterThan(3);
        assertThat(String.join("\n", frames)).contains("\"answer\":\"The Moon", "shines.");
        assertThat(frames.getLast()).contains("\"data\":true");
    }

    @Test
    void answersWithMuch() throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = client.send(request("/openapi.json").build(), BodyHandlers.ofString(UTF_8));

            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(answer.body()).startsWith("{").endsWith("}").hasSizeGreaterThan(50_000);
        }
    }

    @Test
    void noticesThatAReaderHasLeft() throws Exception {
        HttpResponse<Stream<String>> answer = ask(chat(), "Go on for ever!");
        answer.body().close();

        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue(); // the grace of a turn is a second
    }

    @Test
    void stopsWhileClientsAreConnected() throws Exception {
        client.send(request("/v1/system/ping").build(), BodyHandlers.ofString(UTF_8));

        long begun = System.nanoTime();
        secure.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
    }

    @Test
    void understandsClientsThatBeginWithItWithoutTls() throws IOException {
        try (var socket = new Socket("127.0.0.1", plain.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            socket.getOutputStream().write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
            socket.getOutputStream().flush();

            byte[] header = socket.getInputStream().readNBytes(9);

            assertThat(header[3]).isEqualTo((byte) SETTINGS);
        }
    }

    @Test
    void leavesWhoAsksToGoOverAtHttp11() throws Exception {
        var uri = URI.create("http://127.0.0.1:%d/v1/system/ping".formatted(plain.port()));

        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8));

        assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(answer.body()).isEqualTo("pong");
    }

    private String chat() throws Exception {
        var made = client.send(
                request("/api/v1/chats")
                        .POST(BodyPublishers.ofString(
                                "{\"name\":\"Assistant\",\"prompt\":{\"prompt\":\"Be brief.\",\"variables\":[]}}"))
                        .build(),
                BodyHandlers.ofString(UTF_8));
        Matcher id = ID.matcher(made.body());
        assertThat(id.find()).as(made.body()).isTrue();
        return id.group(1);
    }

    private HttpResponse<Stream<String>> ask(String chat, String question) throws Exception {
        return client.send(
                request("/api/v1/chats/" + chat + "/completions")
                        .POST(BodyPublishers.ofString("{\"question\":\"%s\"}".formatted(question)))
                        .build(),
                BodyHandlers.ofLines());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:%d%s".formatted(secure.port(), path)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key);
    }
}
