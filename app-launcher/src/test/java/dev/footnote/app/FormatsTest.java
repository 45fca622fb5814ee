package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files of all kinds, some broken and some made to do harm. */
class FormatsTest {

    private static final int ROUNDS = 5;
    private static final int DECODED = 20_000_000;

    @TempDir
    Path home;

    @RegisterExtension
    final Servers servers = new Servers();

    @Test
    void eachEndsAsDoneOrTellsWhyNot() throws Exception {
        AppConfig config = AppConfig.from(
                Map.of(
                        "FOOTNOTE_HOME",
                        home.toString(),
                        "FOOTNOTE_HTTP_PORT",
                        "0",
                        "FOOTNOTE_LIMITS_REQUESTS",
                        "0",
                        "FOOTNOTE_PARSING_DECODED_BYTES",
                        String.valueOf(DECODED)),
                home);
        try (App app = App.start(config, line -> {})) {
            var client = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
            String dataset = client.post("/datasets", Map.of("name", "All kinds"))
                    .path("id")
                    .asText();
            var expected = new TreeMap<String, String>();
            for (int round = 0; round < ROUNDS; round++) {
                String text = "The hut keeps soup number %d.".formatted(round);
                String prefix = "round-%d-".formatted(round);
                SampleFiles.saying(text).forEach((ending, bytes) -> expected.put(prefix + "good." + ending, "DONE"));
                SampleFiles.broken(text).forEach((name, bytes) -> expected.put(prefix + name, "FAIL"));
                upload(client, dataset, prefix, text);
            }
            assertThat(expected).hasSizeGreaterThan(100);

            Map<String, JsonNode> ended = ended(client, dataset, expected.size());

            expected.forEach((name, run) -> {
                JsonNode document = ended.get(name);
                assertThat(document.path("run").asText())
                        .as("%s: %s", name, document.path("progress_msg"))
                        .isEqualTo(run);
                assertThat(document.path("chunk_count").asInt() > 0).isEqualTo(run.equals("DONE"));
            });
            assertThat(reason(ended, "secret.pdf")).contains("encrypted and opens only with a password");
            assertThat(reason(ended, "bomb.docx")).contains("unpacks to too much: more than 20000000 bytes");
            assertThat(reason(ended, "laughs.xml")).contains("entities grow too large");
            assertThat(reason(ended, "cut.docx")).contains("damaged");
            assertThat(reason(ended, "cut.pdf")).contains("PDF");
            assertThat(reason(ended, "wrong.json")).contains("JSON is damaged");
            assertThat(reason(ended, "noise.xlsx")).contains("cannot be read");
            assertThat(reason(ended, "archive.pptx")).contains("application/zip");
            assertPlaceOnThePage(client, dataset, ended.get("round-0-good.pdf"));
        }
    }

    /** Nothing that parses is left when the server is gone, however it went. */
    @Test
    void leavesNoProcessBehind() throws Exception {
        ServerProcess server = servers.start(home, Map.of());
        ApiClient client = server.client();
        String dataset =
                client.post("/datasets", Map.of("name", "Pages")).path("id").asText();
        upload(client, dataset, "", "Soup.");
        ended(
                client,
                dataset,
                SampleFiles.saying("").size() + SampleFiles.broken("").size());
        List<ProcessHandle> parsers = server.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
        assertThat(parsers).isNotEmpty();

        server.kill();

        Waiting.until(
                "the parsers are gone",
                Duration.ofSeconds(30),
                () -> parsers.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static void upload(ApiClient client, String dataset, String prefix, String text) throws Exception {
        Path folder = Files.createTempDirectory("formats");
        var files = new TreeMap<String, byte[]>();
        SampleFiles.saying(text).forEach((ending, bytes) -> files.put(prefix + "good." + ending, bytes));
        SampleFiles.broken(text).forEach((name, bytes) -> files.put(prefix + name, bytes));
        var ids = new ArrayList<String>();
        for (var file : files.entrySet()) {
            Path path = Files.write(folder.resolve(file.getKey()), file.getValue());
            ids.add(client.upload("/datasets/%s/documents".formatted(dataset), path)
                    .path(0)
                    .path("id")
                    .asText());
            Files.delete(path);
        }
        Files.delete(folder);
        for (String id : ids) {
            client.post("/datasets/%s/chunks".formatted(dataset), Map.of("document_ids", List.of(id)));
        }
    }

    /** All documents, by name, once none of them waits or runs. The server answers all the while. */
    private static Map<String, JsonNode> ended(ApiClient client, String dataset, int count) throws Exception {
        var ended = new TreeMap<String, JsonNode>();
        Waiting.until("all have ended", Duration.ofMinutes(10), () -> {
            ended.clear();
            client.get("/datasets/%s/documents?page_size=1024".formatted(dataset))
                    .path("docs")
                    .forEach(document -> ended.put(document.path("name").asText(), document));
            assertThat(ended).hasSize(count);
            return ended.values().stream()
                    .noneMatch(document -> List.of("RUNNING", "UNSTART")
                            .contains(document.path("run").asText()));
        });
        return ended;
    }

    private static String reason(Map<String, JsonNode> ended, String name) {
        return ended.get("round-0-" + name).path("progress_msg").asText();
    }

    private static void assertPlaceOnThePage(ApiClient client, String dataset, JsonNode pdf) {
        JsonNode place = client.get("/datasets/%s/documents/%s/chunks"
                        .formatted(dataset, pdf.path("id").asText()))
                .path("chunks")
                .path(0)
                .path("positions")
                .path(0);

        assertThat(place.path(0).asInt()).isEqualTo(1);
        assertThat(place.path(1).asInt()).isBetween(70, 73);
        assertThat(place.path(2).asInt()).isBetween(150, 300);
        assertThat(place.path(3).asInt()).isBetween(80, 92);
        assertThat(place.path(4).asInt()).isBetween(90, 94);
    }
}
