/**
 * Search apps: kept, and shared by a link.
 *
 * <p>Begin with {@link dev.footnote.application.search.ManageSearchApps}. All types are safe for use by several
 * threads.
 */
@NullMarked
package dev.footnote.application.search;

import org.jspecify.annotations.NullMarked;
