/**
 * What a text is about, as a tree.
 *
 * <p>Begin with {@link dev.footnote.domain.mindmap.MindMap}, which is immutable. Nothing is null.
 */
@NullMarked
package dev.footnote.domain.mindmap;

import org.jspecify.annotations.NullMarked;
