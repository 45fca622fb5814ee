/**
 * Keeps the bytes of documents on disk and finds the text in them.
 *
 * <p>Begin with {@link dev.footnote.adapter.documents.DocumentParsers}. Nothing is null.
 */
@NullMarked
package dev.footnote.adapter.documents;

import org.jspecify.annotations.NullMarked;
