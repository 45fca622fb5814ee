/**
 * What a model reads.
 *
 * <p>Begin with {@link dev.footnote.domain.prompt.ChatPrompt}. All types are immutable and nothing is null.
 */
@NullMarked
package dev.footnote.domain.prompt;

import org.jspecify.annotations.NullMarked;
