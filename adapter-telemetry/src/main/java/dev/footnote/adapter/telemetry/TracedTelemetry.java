package dev.footnote.adapter.telemetry;

import dev.footnote.ports.runtime.Telemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Telemetry whose steps are spans; what it counts and times is counted and timed by another. */
record TracedTelemetry(Telemetry counted, Tracer tracer) implements Telemetry {

    @Override
    public Trail trail() {
        return new SpanTrail(tracer, Context.current());
    }

    @Override
    public void answerBegan(String model, Duration after) {
        counted.answerBegan(model, after);
    }

    @Override
    public void turnEnded(Turn turn) {
        counted.turnEnded(turn);
    }

    @Override
    public void searched(Outcome outcome, Duration took) {
        counted.searched(outcome, took);
    }

    @Override
    public void embedded(String model, int texts, Outcome outcome, Duration took) {
        counted.embedded(model, texts, outcome, took);
    }

    @Override
    public void ingested(int chunks, Outcome outcome, Duration took) {
        counted.ingested(chunks, outcome, took);
    }

    /** What went on when it was asked for. */
    private record SpanTrail(Tracer tracer, Context context) implements Trail {

        @Override
        public <T> T step(Step step, Supplier<T> work) {
            var builder = tracer.spanBuilder(name(step)).setParent(context);
            if (step == Step.RETRIEVE) {
                builder.setAttribute(GenAi.OPERATION, "retrieval");
            }
            var span = builder.startSpan();
            Scope scope = context.with(span).makeCurrent();
            try {
                return work.get();
            } catch (RuntimeException | Error e) {
                span.setStatus(StatusCode.ERROR).setAttribute(GenAi.ERROR, GenAi.error(e));
                throw e;
            } finally {
                scope.close();
                span.end();
            }
        }

        private static String name(Step step) {
            return step == Step.RETRIEVE ? "retrieval" : step.name().toLowerCase(Locale.ROOT);
        }
    }
}
