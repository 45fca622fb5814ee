/** The database that is shipped: PostgreSQL as a supervised child process. Nothing is null. */
@NullMarked
package dev.footnote.adapter.postgres;

import org.jspecify.annotations.NullMarked;
