/**
 * Streams of elements and of bytes, without a library.
 *
 * <p>Begin with {@link dev.footnote.domain.stream.Sink}. Nothing is null. Sinks and sources are used by one thread at a
 * time.
 */
@NullMarked
package dev.footnote.domain.stream;

import org.jspecify.annotations.NullMarked;
