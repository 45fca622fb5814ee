package dev.footnote.adapter.telemetry;

import dev.footnote.ports.model.ModelAccess;
import dev.footnote.ports.model.ModelCatalog;
import dev.footnote.ports.runtime.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows requests through the program by OpenTelemetry: what it wraps does what it did, and is seen doing it. Spans
 * and metrics of models have the names of the semantic conventions for generative AI, and hold names of models, numbers
 * and outcomes alone.
 */
public final class Tracing implements AutoCloseable {

    /** What follows everything of this program is called so. */
    static final String SCOPE = "dev.footnote";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SERVER_ERROR = 500;

    private final OpenTelemetrySdk sdk;

    /** Tells by {@code sdk}, which is closed with this. */
    public Tracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Where it is told.
     *
     * @param endpoint of a collector that takes OTLP by HTTP; {@code v1/traces} and {@code v1/metrics} are below it
     * @param headers sent along, such as a key of the collector; their values are secret
     * @param service what the program is called there
     * @param share of the requests that are followed, from 0 to 1, unless who sends one has decided
     */
    public record Config(URI endpoint, Map<String, String> headers, String service, double share) {
        public Config {
            headers = Map.copyOf(headers);
            if (!(share >= 0 && share <= 1)) { // also refuses NaN
                throw new IllegalArgumentException("the share is %s, must be from 0 to 1".formatted(share));
            }
        }

        @Override
        public String toString() {
            return "Config[%s, %s]".formatted(endpoint, service);
        }

        private String at(String path) {
            String base = endpoint.toString();
            return (base.endsWith("/") ? base : base + "/") + path;
        }
    }

    /** Begins to tell; a collector that is away is tried again, and nothing waits for it. */
    public static Tracing to(Config config) {
        var resource =
                Resource.getDefault().merge(Resource.create(Attributes.of(GenAi.SERVICE_NAME, config.service())));
        var spans = OtlpHttpSpanExporter.builder()
                .setEndpoint(config.at("v1/traces"))
                .setTimeout(PATIENCE);
        config.headers().forEach(spans::addHeader);
        var metrics = OtlpHttpMetricExporter.builder()
                .setEndpoint(config.at("v1/metrics"))
                .setTimeout(PATIENCE);
        config.headers().forEach(metrics::addHeader);
        return new Tracing(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.share())))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(spans.build()).build())
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .setResource(resource)
                        .registerMetricReader(
                                PeriodicMetricReader.builder(metrics.build()).build())
                        .build())
                .build());
    }

    /** The same models, each call of which is seen. */
    public ModelCatalog models(ModelCatalog models) {
        return new TracedModels(models, new SeenModels(new ModelCalls(sdk)));
    }

    /** The same way to models that users bring along, each call of which is seen. */
    public ModelAccess access(ModelAccess access) {
        return new TracedAccess(access, new SeenModels(new ModelCalls(sdk)));
    }

    /** The same telemetry, with steps that are seen. */
    public Telemetry telemetry(Telemetry telemetry) {
        return new TracedTelemetry(telemetry, sdk.getTracer(SCOPE));
    }

    /**
     * Begins a request on this thread; to be ended on the same one.
     *
     * @param route the path with names for what varies
     * @param requestId what the log calls it
     * @param parent the header {@code traceparent} of whoever sent it; what is none is ignored
     */
    @SuppressWarnings("MustBeClosedChecker") // the end of the request closes it
    public Request request(String method, String route, String requestId, Optional<String> parent) {
        Context before =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), parent.orElse(""), Parent.GETTER);
        Span span = sdk.getTracer(SCOPE)
                .spanBuilder(method + " " + route)
                .setParent(before)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(GenAi.METHOD, method)
                .setAttribute(GenAi.ROUTE, route)
                .setAttribute(GenAi.REQUEST_ID, requestId)
                .startSpan();
        return new Request(span, span.makeCurrent());
    }

    /** Tells what is left to tell, for some seconds at most. */
    @Override
    public void close() {
        sdk.close();
    }

    /** A request on its thread. */
    public record Request(Span span, Scope scope) {

        /** What its spans have in common: 32 hexadecimal digits. */
        public String traceId() {
            return span.getSpanContext().getTraceId();
        }

        /** Ends it with the status that was answered. */
        public void end(int status) {
            span.setAttribute(GenAi.STATUS, (long) status);
            if (status >= SERVER_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            scope.close();
            span.end();
        }
    }

    /** Reads the one header there may be. */
    private enum Parent implements TextMapGetter<String> {
        GETTER;

        private static final String HEADER = "traceparent";

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(HEADER) ? carrier : null;
        }
    }
}
