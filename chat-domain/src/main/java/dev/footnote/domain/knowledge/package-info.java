/**
 * Documents, and the chunks they are cut into so that they can be found and cited.
 *
 * <p>Begin with {@link dev.footnote.domain.knowledge.KnowledgeBase}. Nothing is null. All types are immutable.
 */
@NullMarked
package dev.footnote.domain.knowledge;

import org.jspecify.annotations.NullMarked;
