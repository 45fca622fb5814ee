package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser. Leaves pictures of it in {@code target/page}. */
@Tag("clients")
class PageTest {

    private static final Path SAMPLES = Path.of("..", "samples");
    private static final Path SHOTS = Path.of("target", "page");
    private static final String HOSTILE =
            "The mast of Grimsel is <img src=x onerror=\"owned='image'\"> 40 metres high <script>owned='script'</script>"
                    + " [and](javascript:owned='link') ![wide](http://evil.example/?q=1) \u202Eyllaer\u202C.";
    private static final String HOSTILE_NAME = "<img src=x onerror=owned=1>";

    @TempDir
    static Path home;

    private static NodeClient client;
    private static String browser;
    private static AppWithModels app;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> found = Stream.of("chromium", "google-chrome")
                .flatMap(name -> NodeClient.find(name).stream())
                .findFirst();
        assumeTrue(found.isPresent(), "skipped: Chromium is not installed");
        browser = found.get().toString();
        client = NodeClient.installed("page");
        Files.createDirectories(SHOTS);
        app = AppWithModels.start(home);
        fill();
    }

    private static void fill() throws IOException {
        app.demo().run();
        Path hostile = home.resolve(HOSTILE_NAME + ".txt");
        Files.writeString(hostile, HOSTILE + "\n");
        app.demo().ingest("Hostile", List.of(hostile));
        app.api().post("/chats", Map.of("name", HOSTILE_NAME, "dataset_ids", List.of(dataset("Hostile"))));
        for (String policy : List.of("show", "flag", "drop", "abstain")) {
            app.api()
                    .post(
                            "/chats",
                            Map.of(
                                    "name",
                                    "Policy " + policy,
                                    "dataset_ids",
                                    List.of(dataset("Samples")),
                                    "llm",
                                    Map.of("model_name", "inventive@Test"),
                                    "citation_policy",
                                    Map.of("policy", policy, "bound", 0.75)));
        }
        app.chatWithTheFake("Plain talk");
    }

    private static String dataset(String name) {
        return app.api().get("/datasets?name=" + name).path(0).path("id").asText();
    }

    @AfterAll
    static void stop() throws IOException {
        if (app != null) {
            app.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"390, 844", "1280, 800"})
    void showsACitedAnswerAndItsSource(int width, int height) throws Exception {
        JsonNode seen = use("pointer", "Footnote", sampleQuestion(), Map.of("width", width, "height", height));

        assertThat(seen.path("answer").asText()).contains("every 18 months").contains("Tern 40");
        assertThat(seen.path("markers"))
                .extracting(JsonNode::asText)
                .startsWith("1")
                .contains("2");
        assertThat(seen.path("note").asText()).contains("maintenance-plan.md").contains("radio-manual.md");
        assertThat(seen.path("states").asInt()).isGreaterThan(10);
        assertCited(seen.path("shown"), seen.path("answer").asText());
        assertThat(seen.path("closed").asBoolean()).isTrue();
        assertThat(seen.path("overflow")).isEmpty();
    }

    @Test
    void needsNoMouse() throws Exception {
        JsonNode steps = use("keyboard", "Footnote", sampleQuestion(), Map.of());

        assertThat(steps.path("keyFocused").asText()).isEqualTo("key");
        assertThat(steps.path("questionFocused").asText()).isEqualTo("question");
        assertThat(steps.path("assistantReached").asBoolean()).isTrue();
        assertThat(steps.path("assistant").asText()).isEqualTo("Footnote");
        assertThat(steps.path("questionReached").asBoolean()).isTrue();
        assertThat(steps.path("markerReached").asBoolean()).isTrue();
        assertThat(steps.path("ring").asText()).isEqualTo("solid");
        assertThat(steps.path("sourceFocused").asText()).isEqualTo("source");
        assertThat(steps.path("shown").path("mark").asText()).isNotBlank();
        assertThat(steps.path("afterSource").asText()).isEqualTo("source-close");
        assertThat(steps.path("closed").asBoolean()).isTrue();
        assertThat(steps.path("backAt").asText()).isEqualTo("cite");
    }

    @Test
    void showsWhatCameWhileTheModelIsSilentAndStops() throws Exception {
        JsonNode seen = use("stop", "Plain talk", "Count!", Map.of());

        assertThat(seen.path("before").path("text").asText()).startsWith("one two three");
        assertThat(seen.path("before").path("busy").asText()).isEqualTo("true");
        assertThat(seen.path("after").asText()).startsWith("one two three");
        assertThat(seen.path("note").asText()).isEqualTo("Stopped.");
        assertThat(seen.path("askable").asBoolean()).isTrue();
        Eventually.holds(Duration.ofSeconds(2), () -> app.upstream().departures() == 1);
    }

    @Test
    void hostileTextStaysText() throws Exception {
        JsonNode seen = use(
                "hostile",
                HOSTILE_NAME,
                "How high is the mast of Grimsel? <img src=y onerror=\"owned='question'\">",
                Map.of("width", 390, "height", 844));

        assertThat(seen.path("answer").asText())
                .contains("<img src=x onerror=\"owned='image'\">")
                .contains("[and](javascript:owned='link')")
                .contains("![wide](http://evil.example/?q=1)");
        assertThat(seen.path("shown").path("text").asText()).contains("<script>owned='script'</script>");
        assertThat(seen.path("shown").path("mark").asText()).contains("<img src=x");
        assertThat(seen.path("shown").path("title").asText()).contains("<img src=x");
        assertThat(seen.path("question").asText()).contains("<img src=y");
        assertThat(seen.path("made").asInt(-1)).isZero();
        assertThat(seen.path("owned").asText()).isEqualTo("no");
        assertThat(seen.path("overflow")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "show, 1 of 2 sentences supported, false, 1280",
        "flag, 1 of 2 sentences supported, true, 390",
        "drop, 1 of 2 sentences supported1 sentence not shown,, 390",
        "abstain, 1 of 2 sentences supported2 sentences not shown,, 1280"
    })
    void marksWhatNoSourceSupports(String policy, String figure, @Nullable Boolean markedAtOnce, int width)
            throws Exception {
        JsonNode seen = use(
                "verdict",
                "Policy " + policy,
                "How often are BK-12 batteries replaced?",
                Map.of("width", width, "height", 800));

        assertThat(seen.path("note").asText()).endsWith(figure);
        assertThat(seen.path("overflow")).isEmpty();
        if (markedAtOnce == null) {
            assertThat(seen.path("answer").asText()).doesNotContain("nicorn");
            assertThat(seen.path("before").path("line").asText()).isEqualTo("none");
        } else {
            assertThat(seen.path("answer").asText()).endsWith("Unicorns paint glaciers blue.");
            assertMarked(seen.path("before"), markedAtOnce);
            assertMarked(seen.path("after"), !markedAtOnce);
            assertThat(seen.path("after").path("pressed").asBoolean()).isEqualTo(!markedAtOnce);
        }
    }

    private static void assertMarked(JsonNode seen, boolean marked) {
        assertThat(seen.path("marked"))
                .extracting(JsonNode::asText)
                .isEqualTo(marked ? List.of("Unicorns paint glaciers blue.") : List.of());
        assertThat(seen.path("line").asText()).isEqualTo(marked ? "underline" : "none");
    }

    @Test
    void asksAStrangerAgain() throws Exception {
        JsonNode seen = run("stranger", Map.of());

        assertThat(seen.path("notice").asText()).isNotBlank();
        assertThat(seen.path("form").asBoolean()).isTrue();
        assertThat(seen.path("elsewhere")).isEmpty();
    }

    private static void assertCited(JsonNode shown, String answer) {
        String mark = shown.path("mark").asText();
        assertThat(shown.path("title").asText()).isIn("maintenance-plan.md", "radio-manual.md");
        assertThat(shown.path("text").asText()).contains(mark).hasSizeGreaterThan(mark.length());
        assertThat(mark).contains(answer.substring(0, answer.indexOf('.')));
        assertThat(shown.path("markInView").asBoolean()).isTrue();
        assertThat(shown.path("markBackground").asText()).isNotEqualTo("rgba(0, 0, 0, 0)");
    }

    private static String sampleQuestion() throws IOException {
        return Files.readString(SAMPLES.resolve("question.txt")).strip();
    }

    /** Uses the page; it may neither complain nor load anything from elsewhere. */
    private static JsonNode use(String mode, String assistant, String question, Map<String, ?> more) throws Exception {
        var request = new HashMap<String, Object>(more);
        request.put("assistant", assistant);
        request.put("question", question);
        request.put("shots", SHOTS.toAbsolutePath().toString());
        JsonNode seen = run(mode, request);
        assertThat(seen.path("complaints")).isEmpty();
        assertThat(seen.path("elsewhere")).isEmpty();
        return seen;
    }

    private static JsonNode run(String mode, Map<String, Object> request) throws Exception {
        return client.ask(
                "page.mjs",
                browser,
                "http://127.0.0.1:" + app.app().port(),
                ApiClient.readKey(home).value(),
                mode,
                new ObjectMapper().writeValueAsString(request));
    }
}
