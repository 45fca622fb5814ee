package dev.footnote.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.ports.runtime.Telemetry.Outcome;
import dev.footnote.ports.runtime.Telemetry.Step;
import dev.footnote.testkit.CountingTelemetry.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Telemetry} promises. */
public abstract class TelemetryContract {

    /** A model that the telemetry may know. */
    protected static final String MODEL = "scripted@Test";

    private static final Duration SECOND = Duration.ofSeconds(1);

    private Telemetry telemetry;

    /** The telemetry to test, to which nothing was told yet. */
    protected abstract Telemetry telemetry();

    /** What it was told until now. */
    protected abstract Totals totals();

    @BeforeEach
    void openTelemetry() {
        telemetry = telemetry();
    }

    @Test
    void beginsWithNothing() {
        assertThat(totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void addsUpWhatItIsTold() {
        telemetry.answerBegan(MODEL, SECOND);
        telemetry.turnEnded(new Telemetry.Turn(MODEL, new TurnEnd.Complete(), SECOND, 30, 7));
        telemetry.searched(Outcome.SUCCESS, SECOND);
        telemetry.embedded(MODEL, 16, Outcome.SUCCESS, SECOND);
        telemetry.ingested(4, Outcome.SUCCESS, SECOND);

        assertThat(totals()).isEqualTo(new Totals(1, 1, 1, 30, 7, 1, 16, 1, 4, Duration.ofSeconds(5)));
    }

    @Test
    void countsWhatFailsToo() {
        for (TurnEnd end : List.of(new TurnEnd.Stopped(), new TurnEnd.Failed("why"), new TurnEnd.Interrupted())) {
            telemetry.turnEnded(new Telemetry.Turn(MODEL, end, Duration.ZERO, 0, 0));
        }
        telemetry.searched(Outcome.FAILURE, Duration.ZERO);
        telemetry.embedded(MODEL, 1, Outcome.FAILURE, Duration.ZERO);
        telemetry.ingested(0, Outcome.FAILURE, Duration.ZERO);

        assertThat(totals()).isEqualTo(new Totals(3, 0, 0, 0, 0, 1, 1, 1, 0, Duration.ZERO));
    }

    @Test
    void takesAnyNameOfAModel() {
        for (String name : List.of("", "nobody@Nowhere", "two\nlines\"\\{}\u0000", "x".repeat(100_000))) {
            telemetry.turnEnded(new Telemetry.Turn(name, new TurnEnd.Complete(), SECOND, 1, 1));
        }

        assertThat(totals().turns()).isEqualTo(4);
    }

    @Test
    void doesStepsAsTheyAre() {
        var failure = new IllegalStateException("expected");

        String result =
                telemetry.trail().step(Step.TURN, () -> telemetry.trail().step(Step.REFINE, () -> "done"));

        assertThat(result).isEqualTo("done");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> telemetry.trail().run(Step.COMPOSE, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void losesNothingOfSeveralThreads() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 4; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        telemetry.turnEnded(new Telemetry.Turn(MODEL, new TurnEnd.Complete(), SECOND, 1, 2));
                    }
                }));
            }
            for (Future<?> done : running) {
                done.get();
            }
        }

        assertThat(totals())
                .isEqualTo(new Totals(4_000, 4_000, 0, 4_000, 8_000, 0, 0, 0, 0, Duration.ofSeconds(4_000)));
    }
}
