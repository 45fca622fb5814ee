package dev.footnote.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.footnote.domain.dialog.GenerationSettings;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.prompt.ChatPrompt;
import dev.footnote.ports.model.EmbeddingModel;
import dev.footnote.ports.model.EmbeddingModel.Purpose;
import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.model.ModelException;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.runtime.Telemetry.Step;
import dev.footnote.testkit.CountingTelemetry;
import dev.footnote.testkit.CountingTelemetry.Totals;
import dev.footnote.testkit.HashReranker;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.TelemetryContract;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TracingTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final Tracing tracing = new Tracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build());
    private final ModelCatalog models = tracing.models(InMemoryPorts.saying("The Moon shines.")
            .withReranker(new HashReranker())
            .ports()
            .models());

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void aModelThatAUserBroughtIsSeenToo() {
        ModelAccess access = tracing.access(InMemoryPorts.saying("x").ports().access());
        access.embedding(new ModelAccess.Endpoint("https://own.example/v1", new Secret("k"), "tiny", 100))
                .embed(EmbeddingModel.Purpose.PASSAGE, List.of("The Moon."));

        assertThat(attributes(only("embeddings tiny")))
                .containsEntry("gen_ai.operation.name", "embeddings")
                .containsEntry("gen_ai.request.model", "tiny");
    }

    @Test
    void aChatIsASpan() {
        ask(models);

        SpanData span = only("chat scripted");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attributes(span))
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "test")
                .containsEntry("gen_ai.request.model", "scripted")
                .containsEntry("gen_ai.response.finish_reasons", List.of("stop"));
        assertThat(attributes(span).keySet())
                .isSubsetOf(
                        "gen_ai.operation.name",
                        "gen_ai.provider.name",
                        "gen_ai.request.model",
                        "gen_ai.response.finish_reasons",
                        "gen_ai.usage.input_tokens",
                        "gen_ai.usage.output_tokens");
        assertThat(span.getEvents()).isEmpty();
    }

    @Test
    void anEmbeddingIsASpan() {
        var model = models.embedding("").orElseThrow().model();

        model.embed(Purpose.QUESTION, List.of("one", "two"));

        assertThat(attributes(only("embeddings hash")))
                .isEqualTo(Map.of(
                        "gen_ai.operation.name", "embeddings",
                        "gen_ai.provider.name", "test",
                        "gen_ai.request.model", "hash",
                        "gen_ai.embeddings.dimension.count", (long) model.dimension(),
                        "footnote.texts", 2L));
    }

    @Test
    void aRerankingIsASpan() {
        models.reranker("").orElseThrow().model().score("Why?", List.of("one", "two", "three"));

        assertThat(attributes(only("rerank reranker")))
                .containsEntry("gen_ai.operation.name", "rerank")
                .containsEntry("footnote.texts", 3L);
    }

    @Test
    void aModelThatFailsIsSeenWithoutItsWords() {
        ModelCatalog failing = tracing.models(InMemoryPorts.answering((prompt, sink) -> {
                    throw new ModelException.Refused("secret words");
                })
                .ports()
                .models());

        assertThatExceptionOfType(ModelException.Refused.class).isThrownBy(() -> ask(failing));

        SpanData span = only("chat scripted");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(span)).containsEntry("error.type", "dev.footnote.ports.model.ModelException$Refused");
        assertThat(span.toString()).doesNotContain("secret");
        assertThat(points("gen_ai.client.operation.duration"))
                .singleElement()
                .satisfies(point -> assertThat(point.getAttributes().get(AttributeKey.stringKey("error.type")))
                        .endsWith("Refused"));
    }

    @Test
    void callsAreMeasured() {
        ask(models);
        ask(models);

        assertThat(points("gen_ai.client.operation.duration"))
                .singleElement()
                .satisfies(point -> assertThat(point.getCount()).isEqualTo(2));
        assertThat(points("gen_ai.client.operation.time_to_first_chunk"))
                .singleElement()
                .satisfies(point -> assertThat(point.getCount()).isEqualTo(2));
        assertThat(points("gen_ai.client.token.usage"))
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.getAttributes().get(AttributeKey.stringKey("gen_ai.token.type")))
                        .isIn("input", "output"));
    }

    @Test
    void stepsAreWithinSteps() {
        Telemetry telemetry = tracing.telemetry(new CountingTelemetry());

        String result = telemetry.trail().step(Step.TURN, () -> {
            telemetry.trail().run(Step.REFINE, () -> {});
            telemetry.trail().run(Step.SEARCH, () -> telemetry.trail().run(Step.RETRIEVE, () -> {}));
            return "done";
        });

        assertThat(result).isEqualTo("done");
        SpanData turn = only("turn");
        SpanData search = only("search");
        assertThat(turn.getParentSpanContext().isValid()).isFalse();
        assertThat(only("refine").getParentSpanId()).isEqualTo(turn.getSpanId());
        assertThat(search.getParentSpanId()).isEqualTo(turn.getSpanId());
        assertThat(only("retrieval").getParentSpanId()).isEqualTo(search.getSpanId());
        assertThat(attributes(only("retrieval"))).isEqualTo(Map.of("gen_ai.operation.name", "retrieval"));
    }

    @Test
    void aStepGoesOnOnAnotherThread() throws Exception {
        Telemetry telemetry = tracing.telemetry(new CountingTelemetry());
        Tracing.Request request = tracing.request("POST", "/v1/things/{thing}", "ours-1", Optional.empty());
        Telemetry.Trail trail = telemetry.trail();
        Thread other = Thread.ofVirtual().start(() -> trail.run(Step.TURN, () -> ask(models)));
        request.end(200);
        other.join();

        SpanData server = only("POST /v1/things/{thing}");
        assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(attributes(server))
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/v1/things/{thing}",
                        "http.response.status_code", 200L,
                        "footnote.request_id", "ours-1"));
        assertThat(only("turn").getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(only("chat scripted").getParentSpanId())
                .isEqualTo(only("turn").getSpanId());
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(request.traceId());
    }

    @Test
    void aStepThatFailsHasFailed() {
        Telemetry telemetry = tracing.telemetry(new CountingTelemetry());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> telemetry.trail().run(Step.COMPOSE, () -> {
                    throw new IllegalArgumentException("secret words");
                }));

        assertThat(only("compose").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(only("compose").toString())
                .contains("IllegalArgumentException")
                .doesNotContain("secret");
    }

    @Test
    void goesOnWithTheTraceOfWhoSentTheRequest() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        Tracing.Request request =
                tracing.request("GET", "/", "r", Optional.of("00-%s-00f067aa0ba902b7-01".formatted(trace)));
        request.end(500);

        assertThat(request.traceId()).isEqualTo(trace);
        assertThat(only("GET /").getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(only("GET /").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        Tracing.Request other = tracing.request("GET", "/", "r", Optional.of("nonsense\r\n"));
        other.end(200);
        assertThat(other.traceId()).isNotEqualTo(trace).matches("[0-9a-f]{32}");
    }

    @Test
    void keepsTheKeyOfACollectorToItself() {
        var config = new Tracing.Config(
                URI.create("https://collector.test"), Map.of("Authorization", "secret-key"), "footnote", 1);

        assertThat(config.toString()).doesNotContain("secret-key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tracing.Config(URI.create("https://collector.test"), Map.of(), "footnote", 2));
    }

    /** What is counted is counted as before. */
    @Nested
    class Counting extends TelemetryContract {

        private final CountingTelemetry counted = new CountingTelemetry();

        @Override
        protected Telemetry telemetry() {
            return tracing.telemetry(counted);
        }

        @Override
        protected Totals totals() {
            return counted.totals();
        }
    }

    private static void ask(ModelCatalog models) {
        var prompt = new ChatPrompt("secret system", List.of(), "secret question", List.of(), GenerationSettings.NONE);
        models.chat("").orElseThrow().model().stream(prompt, piece -> true);
    }

    private SpanData only(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .reduce((one, two) -> {
                    throw new AssertionError("two spans are called " + name);
                })
                .orElseThrow(() -> new AssertionError("no span is called " + name));
    }

    private List<HistogramPointData> points(String name) {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .map(MetricData::getHistogramData)
                .flatMap(data -> data.getPoints().stream())
                .toList();
    }

    private static Map<String, Object> attributes(SpanData span) {
        var attributes = new HashMap<String, Object>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }
}
