/**
 * What is kept. Whatever finds or changes something of a tenant takes its id first, so that another tenant's row cannot
 * be named.
 *
 * <p>Nothing is null. All types are safe for use by several threads at once. Every method throws
 * {@link dev.footnote.ports.store.StoreException} if the database cannot be used; then nothing was changed by it.
 */
@NullMarked
package dev.footnote.ports.store;

import org.jspecify.annotations.NullMarked;
