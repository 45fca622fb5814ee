/**
 * How good citations are, measured on sentences that people have judged.
 *
 * <p>Begin with {@link dev.footnote.evaluation.Evaluate}. Nothing is null, records are immutable, one thread does all.
 * Nothing depends on this package but the command line.
 */
@NullMarked
package dev.footnote.evaluation;

import org.jspecify.annotations.NullMarked;
