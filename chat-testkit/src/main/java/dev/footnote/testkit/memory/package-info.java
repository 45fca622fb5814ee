/**
 * A database in memory, whose repositories behave as those of a real one.
 *
 * <p>Begin with {@link dev.footnote.testkit.memory.InMemoryDatabase}. All types are safe for use by several threads at
 * once; nothing is null.
 */
@NullMarked
package dev.footnote.testkit.memory;

import org.jspecify.annotations.NullMarked;
