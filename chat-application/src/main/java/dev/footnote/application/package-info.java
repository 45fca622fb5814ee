/**
 * All use cases together: what the application provides. Begin with {@link dev.footnote.application.ChatApplication}.
 */
@NullMarked
package dev.footnote.application;

import org.jspecify.annotations.NullMarked;
