/** The running program: ids and health. Nothing is null. */
@NullMarked
package dev.footnote.ports.runtime;

import org.jspecify.annotations.NullMarked;
