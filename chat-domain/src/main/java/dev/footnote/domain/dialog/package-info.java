/**
 * Chat assistants: what they are told, which model they use and where they look.
 *
 * <p>Begin with {@link dev.footnote.domain.dialog.Dialog}. All types are immutable and nothing is null.
 */
@NullMarked
package dev.footnote.domain.dialog;

import org.jspecify.annotations.NullMarked;
