/**
 * Finding the chunks that answer a question.
 *
 * <p>Begin with {@link dev.footnote.domain.retrieval.ChunkQuery}. All types are immutable and nothing is null.
 */
@NullMarked
package dev.footnote.domain.retrieval;

import org.jspecify.annotations.NullMarked;
