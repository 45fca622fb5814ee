/** PDF, with the place of each paragraph on its page. Nothing is null. */
@NullMarked
package dev.footnote.adapter.documents.pdf;

import org.jspecify.annotations.NullMarked;
