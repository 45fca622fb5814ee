/**
 * Parsers in processes of their own, which may be killed.
 *
 * <p>Begin with {@link dev.footnote.adapter.documents.worker.WorkerPool}, in the server, and
 * {@link dev.footnote.adapter.documents.worker.WorkerMain}, in the other process. Nothing is null.
 */
@NullMarked
package dev.footnote.adapter.documents.worker;

import org.jspecify.annotations.NullMarked;
