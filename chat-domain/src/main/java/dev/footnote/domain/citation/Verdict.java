package dev.footnote.domain.citation;

/** Whether a source says what a sentence says. */
public enum Verdict {
    SUPPORTED,
    PARTIAL,
    UNSUPPORTED
}
