package dev.footnote.ports.runtime;

/** Keeps threads whose work nobody waits for from taking processors from those that answer somebody. */
@FunctionalInterface
public interface Background {

    /** All threads have equal shares. */
    Background EQUAL = () -> {};

    /**
     * From now on the calling thread, and what it starts, gets the processor time that no other thread wants. Does
     * nothing where the machine cannot do that.
     */
    void enter();
}
