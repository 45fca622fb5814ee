/**
 * Pages of the public web, asked for on behalf of others who must not reach this machine's network. Begin with
 * {@link dev.footnote.adapter.documents.web.GuardedPagePrinter}. Nothing is null; all types are safe for use by several
 * threads at once.
 */
@NullMarked
package dev.footnote.adapter.documents.web;

import org.jspecify.annotations.NullMarked;
