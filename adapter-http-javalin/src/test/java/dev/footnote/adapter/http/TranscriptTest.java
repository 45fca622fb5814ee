package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.footnote.adapter.http.Transcript.Exchange;
import dev.footnote.adapter.http.Transcript.Request;
import dev.footnote.adapter.http.Transcript.Setup;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sends what each file below {@code transcripts} says to a server of its own, and compares what comes back. */
class TranscriptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANYTHING = "{any}";
    private static final String NOTHING = "{none}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TestFactory
    Stream<DynamicNode> transcripts() throws IOException, URISyntaxException {
        Path root = Path.of(TranscriptTest.class.getResource("/transcripts").toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> transcripts = files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
            assertThat(transcripts).isNotEmpty();
            return transcripts.stream()
                    .map(file -> dynamicContainer(root.relativize(file).toString(), file.toUri(), inProfiles(file)));
        }
    }

    private static Stream<DynamicTest> inProfiles(Path file) {
        Transcript transcript = Transcript.read(file);
        return transcript.profiles().stream()
                .map(profile -> dynamicTest(profile.name(), file.toUri(), () -> play(transcript, profile)));
    }

    private static void play(Transcript transcript, Profile profile) throws Exception {
        try (var stage = new Stage(profile)) {
            for (Transcript.Step step : transcript.steps()) {
                switch (step) {
                    case Setup(String fixture) -> stage.prepare(fixture);
                    case Exchange exchange -> play(exchange, stage, profile);
                }
            }
        }
    }

    private static void play(Exchange exchange, Stage stage, Profile profile) throws Exception {
        var where = "line %d: %s %s"
                .formatted(
                        exchange.line(),
                        exchange.request().method(),
                        exchange.request().path());
        var answer = send(exchange.request(), stage);
        String wanted = stage.fill(exchange.response().body()).stripTrailing();
        String got = plain(answer);
        if (wanted.contains("\n") && wanted.matches("(?s)[{\\[].*")) {
            compare(where, pretty(got), pretty(wanted));
        } else {
            compare(where, got, wanted);
        }
        assertThat(answer.statusCode())
                .as("%s: %s", where, got)
                .isEqualTo(exchange.response().statuses().get(profile));
        exchange.response()
                .headers()
                .forEach((name, value) -> assertThat(
                                answer.headers().firstValue(name).orElse(NOTHING))
                        .as("%s: %s", where, name)
                        .isEqualTo(stage.fill(value)));
    }

    /** Equal, but for what stands where {@code wanted} says that anything may. */
    private static void compare(String where, String got, String wanted) {
        String pattern = Stream.of(wanted.split(Pattern.quote(ANYTHING), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*?"));
        if (!got.matches(pattern)) {
            assertThat(got).as(where).isEqualTo(wanted);
        }
    }

    private static HttpResponse<String> send(Request request, Stage stage) throws Exception {
        var http = HttpRequest.newBuilder(stage.uri(stage.fill(request.path())))
                .method(request.method(), BodyPublishers.ofString(stage.fill(request.body())))
                .timeout(PATIENCE);
        if (!request.body().isEmpty() && !request.headers().containsKey("Content-Type")) {
            http.header("Content-Type", "application/json");
        }
        request.headers().forEach((name, value) -> http.header(name, stage.fill(value)));
        return stage.client().send(http.build(), BodyHandlers.ofString(UTF_8));
    }

    /** The body without what only says that a stream is there, and without white space at its end. */
    private static String plain(HttpResponse<String> answer) {
        boolean stream = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        String body = stream ? answer.body().replaceAll("(?m)^(:|id: [^\\n]*:-1)\\n\\n", "") : answer.body();
        return body.stripTrailing();
    }

    private static String pretty(String json) throws JsonProcessingException {
        Object value = JSON.treeToValue(JSON.readTree(json), Object.class);
        return JSON.writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(value);
    }
}
