package dev.footnote.domain.wrongtwo;

import dev.footnote.domain.wrongone.RingEnd;
import java.util.List;

/** Wrong on purpose: a ring. */
public record RingOtherEnd(List<RingEnd> ends) {}
