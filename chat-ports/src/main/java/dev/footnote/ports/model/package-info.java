/** Models: what writes, what turns text into vectors, what counts tokens. Nothing is null. */
@NullMarked
package dev.footnote.ports.model;

import org.jspecify.annotations.NullMarked;
