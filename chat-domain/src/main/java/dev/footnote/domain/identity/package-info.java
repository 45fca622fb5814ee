/**
 * Who there is, and who acts.
 *
 * <p>Begin with {@link dev.footnote.domain.identity.Caller}. All types are immutable and nothing is null.
 */
@NullMarked
package dev.footnote.domain.identity;

import org.jspecify.annotations.NullMarked;
