package dev.footnote.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.footnote.adapter.telemetry.Tracing;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who run the server see of a question and of a document, by OpenTelemetry. */
class TracesTest {

    private static final Path SAMPLES = Path.of("..", "samples");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String COMPLETIONS = "/api/v1/chats/{chat}/completions";
    private static final Duration USUAL = Duration.ofSeconds(5);

    @TempDir
    Path home;

    @Test
    void followsAQuestionAndADocument() throws Exception {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        var tracing = new Tracing(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build());
        try (var log = new CapturedLog();
                App app = App.start(config(Map.of()), notice -> {}, Optional.of(tracing))) {
            ApiClient api = demo(app);
            assertThat(tree(spans, "ingest"))
                    .contains("ingest", "ingest/parse", "ingest/embeddings BAAI/bge-small-en-v1.5", "ingest/publish");
            spans.reset();

            ask(app, api);

            Eventually.holds(USUAL, () -> tree(spans, "POST").containsAll(List.of("POST " + COMPLETIONS, "turn")));
            assertThat(tree(spans, "POST"))
                    .contains(
                            "turn/await_documents",
                            "turn/refine",
                            "turn/search",
                            "turn/search/retrieval",
                            "turn/search/retrieval/embeddings BAAI/bge-small-en-v1.5",
                            "turn/compose",
                            "turn/write",
                            "turn/write/chat extractive");
            assertThat(spans.getFinishedSpanItems())
                    .filteredOn(span -> !span.getName().startsWith("GET")) // which looks for the chat
                    .extracting(SpanData::getTraceId)
                    .containsOnly(TRACE);
            assertThat(log.objects())
                    .filteredOn(line -> line.contains("Chat completion"))
                    .hasSizeGreaterThan(1)
                    .allMatch(line -> !line.contains("ours-1") || line.contains(TRACE));
            assertThat(log.objects()).anyMatch(line -> line.contains("ours-1") && line.contains(TRACE));
            tellsNothingSaid(spans.getFinishedSpanItems().toString(), api);
        }
    }

    @Test
    void tellsACollector() throws Exception {
        var received = new ConcurrentHashMap<String, String>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
            received.merge(
                    exchange.getRequestURI().getPath(),
                    "%s %s %s".formatted(headers.getFirst("Content-type"), headers.getFirst("X-Key"), body),
                    String::concat);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            AppConfig config = config(Map.of(
                    "FOOTNOTE_OTLP_ENDPOINT",
                    "http://127.0.0.1:" + collector.getAddress().getPort(),
                    "FOOTNOTE_OTLP_HEADERS",
                    "X-Key=ours"));
            ApiClient api;
            try (App app = App.start(config, notice -> {})) {
                api = demo(app);
                ask(app, api);
            } // what is left is told at the end
            assertThat(received).containsOnlyKeys("/v1/traces", "/v1/metrics");
            assertThat(received.get("/v1/traces"))
                    .startsWith("application/x-protobuf ours ")
                    .contains("service.name", "footnote", "chat extractive", "turn", "gen_ai.operation.name");
            assertThat(received.get("/v1/metrics"))
                    .startsWith("application/x-protobuf ours ")
                    .contains("gen_ai.client.operation.duration");
            tellsNothingSaid(String.join("", received.values()), api);
        } finally {
            collector.stop(0);
        }
    }

    private void tellsNothingSaid(String told, ApiClient api) throws IOException {
        assertThat(told)
                .doesNotContain(ApiClient.readKey(home).value())
                .doesNotContain("Tern 40", "every 18 months")
                .doesNotContain(
                        Files.readString(SAMPLES.resolve("question.txt")).strip());
    }

    private AppConfig config(Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("FOOTNOTE_HOME", home.toString());
        environment.put("FOOTNOTE_HTTP_PORT", "0");
        return AppConfig.from(environment, home);
    }

    private ApiClient demo(App app) throws IOException {
        var api = new ApiClient("http://127.0.0.1:" + app.port(), ApiClient.readKey(home));
        new Demo(api, new PrintWriter(new StringWriter()), SAMPLES).run();
        return api;
    }

    private void ask(App app, ApiClient api) throws Exception {
        String path = "/chats/" + api.get("/chats").path(0).path("id").asText();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/api/v1%s/completions".formatted(app.port(), path)))
                    .header("Authorization", "Bearer " + ApiClient.readKey(home).value())
                    .header("Content-Type", "application/json")
                    .header("X-Request-Id", "ours-1")
                    .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(TRACE))
                    .timeout(Duration.ofSeconds(60))
                    .POST(BodyPublishers.ofString("{\"question\":\"%s\",\"stream\":false}"
                            .formatted(Files.readString(SAMPLES.resolve("question.txt"))
                                    .strip())));
            String answer =
                    client.send(request.build(), BodyHandlers.ofString(UTF_8)).body();
            assertThat(answer).contains("every 18 months");
        }
    }

    /** The names of spans whose outermost one begins so, each behind those that it is in but a request. */
    private static List<String> tree(InMemorySpanExporter exporter, String outermost) {
        List<SpanData> spans = List.copyOf(exporter.getFinishedSpanItems());
        var names = new ArrayList<String>();
        for (SpanData span : spans) {
            String name = span.getName();
            Optional<SpanData> parent = parent(spans, span);
            SpanData root = span;
            while (parent.isPresent()) {
                root = parent.get();
                Optional<SpanData> above = parent(spans, root);
                if (above.isPresent() || !root.getName().startsWith("POST")) {
                    name = root.getName() + "/" + name;
                }
                parent = above;
            }
            if (root.getName().startsWith(outermost)) {
                names.add(name);
            }
        }
        return names;
    }

    private static Optional<SpanData> parent(List<SpanData> spans, SpanData span) {
        return spans.stream()
                .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
                .findFirst();
    }
}
