/** Passwords and other secrets. Nothing is null. */
@NullMarked
package dev.footnote.ports.identity;

import org.jspecify.annotations.NullMarked;
