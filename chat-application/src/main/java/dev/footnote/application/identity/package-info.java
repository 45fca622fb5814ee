/** Who may do what. All use cases are safe for use by several threads; nothing is null. */
@NullMarked
package dev.footnote.application.identity;

import org.jspecify.annotations.NullMarked;
