package dev.footnote.domain.knowledge;

/**
 * Where in a document a text stands.
 *
 * @param page from 1; the number of the piece where a document has no pages
 * @param left in points from the page's left edge, as {@code right}
 * @param top in points from the page's upper edge, as {@code bottom}
 */
public record Position(int page, int left, int right, int top, int bottom) {}
