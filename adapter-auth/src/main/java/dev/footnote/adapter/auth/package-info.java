/** How passwords are stored and checked. Nothing is null. */
@NullMarked
package dev.footnote.adapter.auth;

import org.jspecify.annotations.NullMarked;
