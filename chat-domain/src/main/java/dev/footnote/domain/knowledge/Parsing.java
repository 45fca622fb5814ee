package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a document since it was uploaded.
 *
 * @param log lines for people, newest last, each {@code HH:MM:SS text}
 * @param startedAt when the last run began; empty before the first
 * @param duration how long that run has taken, zero before the first
 * @param chunks how many chunks the document has now
 * @param tokens of these chunks together
 */
public record Parsing(
        DocumentStatus status, String log, Optional<Instant> startedAt, Duration duration, int chunks, long tokens) {

    /** Nothing has been done yet. */
    public static final Parsing NONE =
            new Parsing(new DocumentStatus.Uploaded(), "", Optional.empty(), Duration.ZERO, 0, 0);

    public Parsing {
        requireNonNull(status, "status");
        requireNonNull(log, "log");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(duration, "duration");
        if (chunks < 0 || tokens < 0) {
            throw new IllegalArgumentException("negative counts: %d chunks, %d tokens".formatted(chunks, tokens));
        }
    }
}
