/**
 * Where each statement of an answer comes from.
 *
 * <p>Begin with {@link dev.footnote.domain.citation.CitationStream}. Nothing is null. Records are immutable; a stream
 * serves one answer on one thread.
 */
@NullMarked
package dev.footnote.domain.citation;

import org.jspecify.annotations.NullMarked;
