/**
 * Storage in PostgreSQL: a repository a class, each method one statement with its SQL beside it. Nothing is null.
 *
 * <p>Times are kept to the microsecond. In texts, what PostgreSQL cannot keep is replaced, see {@link StorableText}.
 */
@NullMarked
package dev.footnote.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
