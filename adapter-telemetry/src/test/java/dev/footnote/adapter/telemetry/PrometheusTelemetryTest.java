package dev.footnote.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.testkit.CountingTelemetry.Totals;
import dev.footnote.testkit.TelemetryContract;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusTelemetryTest extends TelemetryContract {

    private final PrometheusTelemetry telemetry = new PrometheusTelemetry(List.of(MODEL));

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Override
    protected Telemetry telemetry() {
        return telemetry;
    }

    @Override
    protected Totals totals() {
        double seconds = telemetry.registry().find("footnote.turns").timers().stream()
                        .mapToDouble(timer -> timer.totalTime(TimeUnit.SECONDS))
                        .sum()
                + List.of("footnote.first.word", "footnote.searches", "footnote.embeddings", "footnote.documents")
                        .stream()
                        .flatMap(name -> telemetry.registry().find(name).timers().stream())
                        .mapToDouble(timer -> timer.totalTime(TimeUnit.SECONDS))
                        .sum();
        return new Totals(
                timed(find("footnote.turns")),
                timed(find("footnote.turns").tag("end", "complete")),
                timed(find("footnote.first.word")),
                counted(find("footnote.tokens").tag("direction", "read")),
                counted(find("footnote.tokens").tag("direction", "written")),
                timed(find("footnote.searches")),
                counted(find("footnote.embedded.texts")),
                timed(find("footnote.documents")),
                counted(find("footnote.chunks")),
                Duration.ofSeconds(Math.round(seconds)));
    }

    private Search find(String name) {
        return telemetry.registry().find(name);
    }

    private static long timed(Search search) {
        return search.timers().stream().mapToLong(Timer::count).sum();
    }

    private static long counted(Search search) {
        return Math.round(search.counters().stream().mapToDouble(Counter::count).sum());
    }

    @Test
    void tellsPrometheus() {
        telemetry.turnEnded(new Telemetry.Turn(MODEL, new TurnEnd.Stopped(), Duration.ofMillis(300), 30, 7));

        assertThat(telemetry.scrape())
                .contains("footnote_turns_seconds_count{end=\"stopped\",model=\"scripted@Test\"} 1\n")
                .contains("footnote_turns_seconds_bucket{end=\"stopped\",model=\"scripted@Test\",le=\"0.25\"} 0\n")
                .contains("footnote_turns_seconds_bucket{end=\"stopped\",model=\"scripted@Test\",le=\"0.5\"} 1\n")
                .contains("footnote_tokens_total{direction=\"written\",model=\"scripted@Test\"} 7.0\n");
    }

    @Test
    void doesNotGrowByNamesThatRequestsBring() {
        for (int i = 0; i < 1_000; i++) {
            telemetry.turnEnded(new Telemetry.Turn("model-" + i, new TurnEnd.Failed("no " + i), Duration.ZERO, 1, 1));
            telemetry.embedded("model-" + i, 1, Telemetry.Outcome.FAILURE, Duration.ZERO);
        }

        assertThat(telemetry.registry().getMeters()).hasSize(5);
        assertThat(telemetry.scrape()).contains("model=\"other\"").doesNotContain("model-", "no 1");
    }

    @Test
    void measuresTheProcess() {
        assertThat(telemetry.withProcess().scrape()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
    }
}
