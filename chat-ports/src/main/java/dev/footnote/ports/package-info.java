/** All ports together: what the application requires. */
@NullMarked
package dev.footnote.ports;

import org.jspecify.annotations.NullMarked;
