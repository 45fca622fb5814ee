/** Models behind an OpenAI-compatible HTTP interface. Nothing is null. */
@NullMarked
package dev.footnote.adapter.openai;

import org.jspecify.annotations.NullMarked;
