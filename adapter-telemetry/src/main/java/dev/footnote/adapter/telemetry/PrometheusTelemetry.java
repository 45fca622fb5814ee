package dev.footnote.adapter.telemetry;

import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.ports.runtime.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps numbers until Prometheus fetches them. Every label has a fixed set of values: a model that was not named at the
 * beginning is counted as {@value #OTHER}, so that no request can make the list longer.
 */
public final class PrometheusTelemetry implements Telemetry, AutoCloseable {

    private static final String OTHER = "other";
    private static final Duration[] STEPS = Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Set<String> models;
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Meter.MeterProvider<Timer> firstWords =
            timer("footnote.first.word", "From a question to the first word of its answer");
    private final Meter.MeterProvider<Timer> turns = timer("footnote.turns", "From a question to the end of its turn");
    private final Meter.MeterProvider<Counter> tokens = counter("footnote.tokens", "Tokens that chat models counted");
    private final Meter.MeterProvider<Timer> searches = timer("footnote.searches", "One query to knowledge bases");
    private final Meter.MeterProvider<Timer> embeddings =
            timer("footnote.embeddings", "One call of an embedding model, for one text or several");
    private final Meter.MeterProvider<Counter> texts = counter("footnote.embedded.texts", "Texts given to such models");
    private final Meter.MeterProvider<Timer> documents = timer("footnote.documents", "The ingestion of one document");
    private final Meter.MeterProvider<Counter> chunks =
            counter("footnote.chunks", "Chunks that documents were cut into");

    /** @param models full names of those that are told apart */
    public PrometheusTelemetry(Collection<String> models) {
        this.models = Set.copyOf(models);
    }

    /** Measures the Java process too: memory, garbage collection, processor, time since the start. */
    public PrometheusTelemetry withProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        collector.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return this;
    }

    /** Everything, in the text format of Prometheus, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public Trail trail() {
        return Trail.NONE;
    }

    @Override
    public void answerBegan(String model, Duration after) {
        firstWords.withTag("model", known(model)).record(after);
    }

    @Override
    public void turnEnded(Turn turn) {
        String model = known(turn.model());
        turns.withTags("model", model, "end", end(turn.end())).record(turn.took());
        tokens.withTags("model", model, "direction", "read").increment((double) turn.tokensRead());
        tokens.withTags("model", model, "direction", "written").increment((double) turn.tokensWritten());
    }

    @Override
    public void searched(Outcome outcome, Duration took) {
        searches.withTag("outcome", word(outcome)).record(took);
    }

    @Override
    public void embedded(String model, int count, Outcome outcome, Duration took) {
        embeddings.withTags("model", known(model), "outcome", word(outcome)).record(took);
        texts.withTag("model", known(model)).increment(count);
    }

    @Override
    public void ingested(int count, Outcome outcome, Duration took) {
        documents.withTag("outcome", word(outcome)).record(took);
        chunks.withTags().increment(count);
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    private String known(String model) {
        return models.contains(model) ? model : OTHER;
    }

    private static String end(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Complete complete -> "complete";
            case TurnEnd.Stopped stopped -> "stopped";
            case TurnEnd.Failed failed -> "failed";
            case TurnEnd.Interrupted interrupted -> "interrupted";
        };
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private Meter.MeterProvider<Timer> timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(STEPS)
                .withRegistry(registry);
    }

    private Meter.MeterProvider<Counter> counter(String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }
}
