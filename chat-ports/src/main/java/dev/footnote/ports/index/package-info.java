/** The index that chunks are found by. Nothing is null. */
@NullMarked
package dev.footnote.ports.index;

import org.jspecify.annotations.NullMarked;
