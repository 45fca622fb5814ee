/**
 * How the sections of a document become chunks, a class for each method.
 *
 * <p>Begin with {@link dev.footnote.domain.knowledge.chunking.Chunker}. Nothing is null. A chunker serves one document
 * on one thread.
 */
@NullMarked
package dev.footnote.domain.knowledge.chunking;

import org.jspecify.annotations.NullMarked;
