package dev.footnote.domain.wrongone;

import dev.footnote.domain.wrongtwo.RingOtherEnd;
import java.time.Instant;

/** Wrong on purpose: a ring, and a clock that is read. */
public record RingEnd(RingOtherEnd other) {
    Instant now() {
        return Instant.now();
    }
}
