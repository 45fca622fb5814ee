/**
 * What all parsers share: which format a file has, its characters, and how text is handed on; the plain text itself.
 *
 * <p>Begin with {@link dev.footnote.adapter.documents.text.FormatParser}. Nothing is null.
 */
@NullMarked
package dev.footnote.adapter.documents.text;

import org.jspecify.annotations.NullMarked;
