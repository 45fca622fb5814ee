package dev.footnote.application.knowledge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What is said to people of a document on its way: lines with the time of day, the last of them if they are many. */
final class IngestLog {

    private static final int MAX_LENGTH = 3_000;
    private static final double MILLIS = 1_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final Instant begun;
    private final StringBuilder lines = new StringBuilder();

    /** Begins now. */
    IngestLog(InstantSource clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** When it began. */
    Instant begun() {
        return begun;
    }

    /** How long it has taken so far, at least a millisecond. */
    Duration taken() {
        Duration passed = Duration.between(begun, clock.instant());
        return passed.isPositive() ? passed : Duration.ofMillis(1);
    }

    /** Adds a line. */
    void say(String text) {
        lines.append(lines.isEmpty() ? "" : "\n")
                .append(TIME.format(clock.instant()))
                .append(' ')
                .append(text);
        while (lines.length() > MAX_LENGTH && lines.indexOf("\n") >= 0) {
            lines.delete(0, lines.indexOf("\n") + 1);
        }
    }

    /** Adds a line that tells how long something took. */
    void say(String text, Duration time) {
        say("%s (%.2fs).".formatted(text, time.toMillis() / MILLIS));
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
