/**
 * The chunk index in Lucene, one folder a knowledge base.
 *
 * <p>Begin with {@link dev.footnote.adapter.lucene.LuceneChunkIndex}. Nothing is null.
 */
@NullMarked
package dev.footnote.adapter.lucene;

import org.jspecify.annotations.NullMarked;
