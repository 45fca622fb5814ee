package dev.footnote.testkit;

import dev.footnote.ports.runtime.Telemetry;
import dev.footnote.testkit.CountingTelemetry.Totals;

class CountingTelemetryTest extends TelemetryContract {

    private final CountingTelemetry telemetry = new CountingTelemetry();

    @Override
    protected Telemetry telemetry() {
        return telemetry;
    }

    @Override
    protected Totals totals() {
        return telemetry.totals();
    }
}
