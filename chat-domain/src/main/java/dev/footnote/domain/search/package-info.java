/**
 * Search apps: searches that are kept under a name, with what they search and how.
 *
 * <p>Begin with {@link dev.footnote.domain.search.SearchApp}. All types are immutable and nothing is null.
 */
@NullMarked
package dev.footnote.domain.search;

import org.jspecify.annotations.NullMarked;
