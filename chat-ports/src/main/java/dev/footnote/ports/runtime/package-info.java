/** The running program: ids, health and what is measured. Nothing is null. */
@NullMarked
package dev.footnote.ports.runtime;

import org.jspecify.annotations.NullMarked;
