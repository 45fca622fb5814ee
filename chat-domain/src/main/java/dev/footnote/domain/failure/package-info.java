/**
 * Why a request cannot be carried out, in terms that its sender can act on.
 *
 * <p>Begin with {@link dev.footnote.domain.failure.ChatException}. Failures carry what they are about, never a text for
 * clients: the web adapter words them. All types are immutable and nothing is null.
 */
@NullMarked
package dev.footnote.domain.failure;

import org.jspecify.annotations.NullMarked;
