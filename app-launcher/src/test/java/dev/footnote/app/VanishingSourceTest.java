package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.testkit.FakeUpstream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that is deleted while an answer that rests on it is written: the answer still says what it rests on. */
class VanishingSourceTest {

    private static final String MAST = "The mast of Grimsel is forty metres high.";
    private static final String LAMP = "The lamp of Grimsel burns whale oil at night.";
    private static final Pattern MARKER = Pattern.compile("\\[ID:(\\d+)]");

    @TempDir
    Path home;

    @Test
    void leavesNoDanglingId() throws Exception {
        var first = new GatedScript(new String[] {MAST}, " " + LAMP);
        var second = new GatedScript(new String[] {MAST}, " " + LAMP);
        try (var model = FakeUpstream.playing(first, second);
                App app = App.start(
                        AppConfig.from(
                                Map.of(
                                        "FOOTNOTE_HOME", home.toString(),
                                        "FOOTNOTE_HTTP_PORT", "0",
                                        "FOOTNOTE_LIMITS_REQUESTS", "0",
                                        "FOOTNOTE_MODELS_LIST", "fake",
                                        "FOOTNOTE_MODELS_FAKE_NAME", "fake@Test",
                                        "FOOTNOTE_MODELS_FAKE_URL", model.base().toString()),
                                home),
                        line -> {})) {
            var http = new RawHttp(app.port(), ApiClient.readKey(home));
            var client = new ApiClient(http.base(), ApiClient.readKey(home));
            Path file = Files.writeString(home.resolve("grimsel.txt"), MAST + "\n" + LAMP + "\n");
            new Demo(client, new PrintWriter(new StringWriter()), home).ingest("Grimsel", List.of(file));
            String dataset = client.get("/datasets").path(0).path("id").asText();
            String document = client.get("/datasets/%s/documents".formatted(dataset))
                    .path("docs")
                    .path(0)
                    .path("id")
                    .asText();
            String chat = CrashTest.chat(client, "Keeper", List.of(dataset));

            whileAnswering(http, client, chat, first, "/api/v1/datasets/%s/documents".formatted(dataset), document);
            new Demo(client, new PrintWriter(new StringWriter()), home).ingest("Grimsel", List.of(file));
            whileAnswering(http, client, chat, second, "/api/v1/datasets", dataset);
        }
    }

    /** Asks, deletes {@code id} at {@code path} behind the answer's first sentence, and looks at what comes. */
    private static void whileAnswering(
            RawHttp http, ApiClient client, String chat, GatedScript script, String path, String id) throws Exception {
        String session = CrashTest.session(client, chat);
        var deleted = new AtomicBoolean();
        var frames = new ArrayList<JsonNode>();
        client.stream(
                "/chats/%s/completions".formatted(chat),
                Map.of(
                        "question",
                        "How high is the mast of Grimsel, and what does its lamp burn?",
                        "session_id",
                        session),
                frame -> {
                    frames.add(frame);
                    if (deleted.compareAndSet(false, true)) {
                        delete(http, path, id);
                        script.letGo();
                    }
                });

        JsonNode end = frames.getLast();
        assertThat(end.path("final").asBoolean()).as("%s", end).isTrue();
        JsonNode stored = client.get("/chats/%s/sessions?id=%s".formatted(chat, session))
                .at("/0/messages")
                .path(2);
        String text = stored.path("content").asText();
        assertThat(MARKER.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip())
                .isEqualTo(MAST + " " + LAMP);
        assertThat(MARKER.matcher(text).find()).as(text).isTrue();
        grounded(text, end.path("reference").path("chunks"), "document_id");
        grounded(text, stored.path("reference"), "document_id");
    }

    /** Every marker means a chunk whose text and document are still told. */
    private static void grounded(String text, JsonNode chunks, String document) {
        Matcher marker = MARKER.matcher(text);
        while (marker.find()) {
            JsonNode chunk = chunks.path(Integer.parseInt(marker.group(1)));
            assertThat(chunk.path("content").asText())
                    .as("%s in %s", marker.group(), chunks)
                    .contains("Grimsel");
            assertThat(chunk.path(document).asText()).isNotBlank();
        }
    }

    private static void delete(RawHttp http, String path, String id) {
        try {
            var answer = http.send("DELETE", path, "{\"ids\": [\"%s\"]}".formatted(id));
            assertThat(RawHttp.json(answer).path("code").asInt(-1))
                    .as(answer.body())
                    .isZero();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
