package dev.footnote.adapter.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.function.Function;

/** Spans and metrics of calls to models. */
final class ModelCalls {

    /** The bounds that the conventions advise, in seconds. */
    private static final List<Double> SECONDS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    private static final List<Long> TOKENS = List.of(
            1L,
            4L,
            16L,
            64L,
            256L,
            1_024L,
            4_096L,
            16_384L,
            65_536L,
            262_144L,
            1_048_576L,
            4_194_304L,
            16_777_216L,
            67_108_864L);

    private static final double NANOS = 1e9;

    private final Tracer tracer;
    private final DoubleHistogram durations;
    private final DoubleHistogram firstChunks;
    private final LongHistogram tokens;

    ModelCalls(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(Tracing.SCOPE);
        var meter = telemetry.getMeter(Tracing.SCOPE);
        this.durations = meter.histogramBuilder(GenAi.DURATION)
                .setUnit("s")
                .setDescription("GenAI operation duration.")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        this.firstChunks = meter.histogramBuilder(GenAi.FIRST_CHUNK)
                .setUnit("s")
                .setDescription("Time to receive the first chunk of a streaming response.")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        this.tokens = meter.histogramBuilder(GenAi.TOKEN_USAGE)
                .ofLongs()
                .setUnit("{token}")
                .setDescription("Number of input and output tokens used.")
                .setExplicitBucketBoundariesAdvice(TOKENS)
                .build();
    }

    /** Does {@code work} as a call of {@code model}, and sees it. */
    <T> T seen(String operation, String model, Function<Call, T> work) {
        var call = new Call(operation, model);
        Scope scope = call.span.makeCurrent();
        try {
            T result = work.apply(call);
            call.over(call.common);
            return result;
        } catch (RuntimeException | Error e) {
            String kind = GenAi.error(e);
            call.span.setStatus(StatusCode.ERROR).setAttribute(GenAi.ERROR, kind);
            call.over(call.common.toBuilder().put(GenAi.ERROR, kind).build());
            throw e;
        } finally {
            scope.close();
            call.span.end();
        }
    }

    /** One call of a model, on one thread. */
    final class Call {

        private final long begun = System.nanoTime();
        private final Attributes common;
        private final Span span;
        private boolean spoke;

        private Call(String operation, String model) {
            this.common = Attributes.of(
                    GenAi.OPERATION, operation, GenAi.PROVIDER, GenAi.provider(model), GenAi.MODEL, GenAi.model(model));
            this.span = tracer.spanBuilder(operation + " " + GenAi.model(model))
                    .setSpanKind(SpanKind.CLIENT)
                    .setAllAttributes(common)
                    .startSpan();
        }

        Span span() {
            return span;
        }

        /** The first piece of an answer is here, unless there was one before. */
        void speaks() {
            if (!spoke) {
                spoke = true;
                firstChunks.record(seconds(), common);
            }
        }

        /** So many tokens were read and written; 0 for unknown. */
        void used(int read, int written) {
            use(read, "input");
            use(written, "output");
            if (read > 0) {
                span.setAttribute(GenAi.TOKENS_READ, (long) read);
            }
            if (written > 0) {
                span.setAttribute(GenAi.TOKENS_WRITTEN, (long) written);
            }
        }

        private void use(int count, String type) {
            if (count > 0) {
                tokens.record(
                        count, common.toBuilder().put(GenAi.TOKEN_TYPE, type).build());
            }
        }

        private void over(Attributes attributes) {
            durations.record(seconds(), attributes);
        }

        private double seconds() {
            return (System.nanoTime() - begun) / NANOS;
        }
    }
}
