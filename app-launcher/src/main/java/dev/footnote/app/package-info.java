/**
 * The running program: settings, wiring and the command line. Begin with {@link dev.footnote.app.App}. Nothing is null.
 */
@NullMarked
package dev.footnote.app;

import org.jspecify.annotations.NullMarked;
