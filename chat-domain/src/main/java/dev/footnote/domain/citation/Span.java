package dev.footnote.domain.citation;

/**
 * A part of a text.
 *
 * @param start the first UTF-16 code unit, from 0
 * @param end the one behind the last
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: %d to %d".formatted(start, end));
        }
    }
}
