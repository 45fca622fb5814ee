/**
 * Contracts of the ports, and fakes that pass them. For tests only.
 *
 * <p>A contract is an abstract test class named {@code …Contract}; whoever implements the port extends it. Nothing is
 * null.
 */
@NullMarked
package dev.footnote.testkit;

import org.jspecify.annotations.NullMarked;
