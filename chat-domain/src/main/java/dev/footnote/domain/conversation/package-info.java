/**
 * What was asked and answered, and what became of each question.
 *
 * <p>Begin with {@link dev.footnote.domain.conversation.Conversation}. All types are immutable and nothing is null.
 */
@NullMarked
package dev.footnote.domain.conversation;

import org.jspecify.annotations.NullMarked;
