package dev.footnote.evaluation;

import dev.footnote.ports.runtime.Telemetry;
import java.time.Duration;

/** Counts nothing. */
final class NoTelemetry implements Telemetry {

    @Override
    public Trail trail() {
        return Trail.NONE;
    }

    @Override
    public void answerBegan(String model, Duration after) {}

    @Override
    public void turnEnded(Turn turn) {}

    @Override
    public void searched(Outcome outcome, Duration took) {}

    @Override
    public void embedded(String model, int texts, Outcome outcome, Duration took) {}

    @Override
    public void ingested(int chunks, Outcome outcome, Duration took) {}
}
