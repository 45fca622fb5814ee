package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

/** Where a document is on its way to being found. */
public sealed interface DocumentStatus {

    /** Its bytes are here; nobody has asked for it to be parsed. */
    record Uploaded() implements DocumentStatus {}

    /**
     * It waits for a worker or is being parsed.
     *
     * @param progress from 0 to 1
     */
    record Running(double progress) implements DocumentStatus {
        public Running {
            if (!(progress >= 0 && progress <= 1)) {
                throw new IllegalArgumentException("progress is %s, must be from 0 to 1".formatted(progress));
            }
        }
    }

    /** Its chunks can be found. */
    record Ready() implements DocumentStatus {}

    /**
     * It could not be parsed; it has no chunks.
     *
     * @param reason for the person who uploaded it
     */
    record Failed(String reason) implements DocumentStatus {
        public Failed {
            requireNonNull(reason, "reason");
        }
    }

    /** Parsing was stopped on request; it has no chunks. */
    record Cancelled() implements DocumentStatus {}

    /** Which of these it is. */
    default Kind kind() {
        return switch (this) {
            case Uploaded uploaded -> Kind.UPLOADED;
            case Running running -> Kind.RUNNING;
            case Ready ready -> Kind.READY;
            case Failed failed -> Kind.FAILED;
            case Cancelled cancelled -> Kind.CANCELLED;
        };
    }

    /** A status without its details. */
    enum Kind {
        UPLOADED,
        RUNNING,
        READY,
        FAILED,
        CANCELLED
    }
}
