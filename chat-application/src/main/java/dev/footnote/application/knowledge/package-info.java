/**
 * Knowledge bases, documents and chunks. Begin with {@link dev.footnote.application.knowledge.IngestDocuments}. All use
 * cases are safe for use by several threads; nothing is null.
 */
@NullMarked
package dev.footnote.application.knowledge;

import org.jspecify.annotations.NullMarked;
