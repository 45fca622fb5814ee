package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS; {@code TlsTest} has it with TLS. */
class Http2Test {

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
    private static final int SETTINGS = 4;

    private final Stage stage = new Stage(Profile.STANDARD);
    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_2).build();

    @AfterEach
    void close() {
        client.close();
        stage.close();
    }

    @Test
    void answersWithJson() throws Exception {
        stage.prepare("chat");

        HttpResponse<String> answer = list();

        assertThat(answer.version()).isEqualTo(Version.HTTP_2);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=utf-8");
        assertThat(answer.body()).startsWith("{\"code\":0").contains("\"Assistant\"");
    }

    @Test
    void streamsEvents() throws Exception {
        stage.prepare("chat");
        stage.prepare("model says \"The Moon \" \"shines.\"");
        var id = ID.matcher(list().body());
        assertThat(id.find()).isTrue();

        HttpResponse<Stream<String>> answer = client.send(
                request("/api/v1/chats/" + id.group(1) + "/completions")
                        .POST(BodyPublishers.ofString("{\"question\":\"What shines?\"}"))
                        .build(),
                BodyHandlers.ofLines());

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
    void understandsClientsThatBeginWithIt() throws IOException {
        try (var socket = new Socket("127.0.0.1", stage.uri("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            socket.getOutputStream().write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
            socket.getOutputStream().flush();

            byte[] header = socket.getInputStream().readNBytes(9);

            assertThat(header[3]).isEqualTo((byte) SETTINGS);
        }
    }

    @Test
    void speaksHttp11ToWhomeverAsksForIt() throws Exception {
        var request = request("/v1/system/ping").version(Version.HTTP_1_1).build();

        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString(UTF_8));

        assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(answer.body()).isEqualTo("pong");
    }

    private HttpResponse<String> list() throws IOException, InterruptedException {
        return client.send(request("/api/v1/chats").build(), BodyHandlers.ofString(UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(stage.uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", stage.fill("Bearer {key}"));
    }
}
