/** What answers where no language model is configured: it quotes. Nothing is null. */
@NullMarked
package dev.footnote.adapter.extractive;

import org.jspecify.annotations.NullMarked;
