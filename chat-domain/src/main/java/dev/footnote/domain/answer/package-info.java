/**
 * Answers as they come into being: text split into reasoning and answer, pushed to a sink.
 *
 * <p>Begin with {@link dev.footnote.domain.answer.AnswerEvent}. Nothing is null. Records are immutable; a splitter
 * serves one answer on one thread.
 */
@NullMarked
package dev.footnote.domain.answer;

import org.jspecify.annotations.NullMarked;
