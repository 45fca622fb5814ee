/** The program itself. */
@NullMarked
package dev.footnote.application.system;

import org.jspecify.annotations.NullMarked;
