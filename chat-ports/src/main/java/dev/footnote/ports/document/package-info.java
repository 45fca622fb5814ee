/** The bytes of documents, and the text in them. Nothing is null. */
@NullMarked
package dev.footnote.ports.document;

import org.jspecify.annotations.NullMarked;
