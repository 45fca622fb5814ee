/** Passwords and other secrets, and others who know people. Nothing is null. */
@NullMarked
package dev.footnote.ports.identity;

import org.jspecify.annotations.NullMarked;
