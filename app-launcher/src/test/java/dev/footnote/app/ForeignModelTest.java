package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An OpenAI-compatible server that others wrote, made the chat model by settings alone. */
@Tag("clients")
class ForeignModelTest {

    private static final String RADIO =
            "The cabin radio of the Kestrel Ridge Observatory is a Tern 40 and runs on one BK-12 battery.";
    private static final String MOON = "The moon is made of old cheese.";
    private static final String BATTERIES = "BK-12 batteries are replaced every 18 months, in April or in October.";

    @TempDir
    static Path home;

    private static Process model;
    private static App app;

    @BeforeAll
    static void start() throws Exception {
        NodeClient client = NodeClient.installed("mock-llm");
        int port = freePort();
        Path output = home.resolve("mock-llm.log");
        model = client.start(
                output, Map.of("HOST", "127.0.0.1", "PORT", "" + port), "mock-llm", "--config", "mock-llm.yaml");
        Waiting.until("the model listens", Duration.ofSeconds(60), () -> {
            assertThat(model.isAlive()).as(Files.readString(output)).isTrue();
            return listens(port);
        });
        Files.writeString(home.resolve("footnote.properties"), """
                models.list = sketch
                models.sketch.name = sketch@Foreign
                models.sketch.url = http://127.0.0.1:%d/v1
                models.sketch.key = sk-sketch
                """.formatted(port));
        app = App.start(
                AppConfig.from(Map.of("FOOTNOTE_HOME", home.toString(), "FOOTNOTE_HTTP_PORT", "0"), home),
                notice -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        if (app != null) {
            app.close();
        }
        if (model != null) {
            model.destroyForcibly().waitFor();
        }
    }

    @Test
    void itsAnswerStreamsWithCitations() throws Exception {
        var api = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
        Path samples = Path.of("..", "samples");
        new Demo(api, new PrintWriter(new StringWriter()), samples).run();
        String path = "/chats/" + api.get("/chats").path(0).path("id").asText();
        String session =
                api.post(path + "/sessions", Map.of("name", "s")).path("id").asText();

        var frames = new ArrayList<JsonNode>();
        api.stream(
                path + "/completions",
                Map.of("question", Files.readString(samples.resolve("question.txt")), "session_id", session),
                frames::add);

        assertThat(frames).hasSizeGreaterThan(5);
        var answer = new StringBuilder();
        frames.forEach(frame -> answer.append(frame.path("answer").asText()));
        JsonNode reference = frames.getLast().path("reference");
        assertThat(answer.toString().replaceAll(" \\[ID:\\d+]", "*"))
                .isEqualTo("%s* %s %s*".formatted(RADIO, MOON, BATTERIES));
        assertThat(reference.path("citations").findValuesAsText("verdict"))
                .containsExactly("supported", "unsupported", "supported");
        assertThat(quotes(reference)).hasSize(2);
        assertThat(quotes(reference).getFirst()).startsWith("radio-manual.md").contains("Tern 40");
        assertThat(quotes(reference).getLast())
                .startsWith("maintenance-plan.md")
                .contains("every 18 months");
    }

    /** Of each supported citation the document's name and the part of it that is cited. */
    private static List<String> quotes(JsonNode reference) {
        var quotes = new ArrayList<String>();
        for (JsonNode citation : reference.path("citations")) {
            if (citation.path("verdict").asText().equals("supported")) {
                JsonNode chunk =
                        reference.path("chunks").path(citation.path("chunk").asInt());
                JsonNode span = citation.path("source");
                quotes.add(chunk.path("document_name").asText() + ": "
                        + chunk.path("content")
                                .asText()
                                .substring(span.path(0).asInt(), span.path(1).asInt()));
            }
        }
        return quotes;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
