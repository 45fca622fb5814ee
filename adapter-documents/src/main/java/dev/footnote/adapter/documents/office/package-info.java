/** Files of word processors, spreadsheets and slides. Nothing is null. */
@NullMarked
package dev.footnote.adapter.documents.office;

import org.jspecify.annotations.NullMarked;
