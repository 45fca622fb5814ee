/**
 * Questions and answers. Begin with {@link dev.footnote.application.chat.AnswerQuestion}. All use cases are safe for
 * use by several threads; nothing is null.
 */
@NullMarked
package dev.footnote.application.chat;

import org.jspecify.annotations.NullMarked;
