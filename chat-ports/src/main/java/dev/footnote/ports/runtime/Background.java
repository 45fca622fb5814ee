package dev.footnote.ports.runtime;

import java.util.function.Supplier;

/**
 * Keeps threads whose work nobody waits for from taking processors from those that answer somebody.
 *
 * <p>Safe for use by several threads at once.
 */
@FunctionalInterface
public interface Background {

    /** All threads have equal shares. */
    Background EQUAL = () -> {};

    /**
     * From now on the calling thread, a platform thread, and what it starts, gets the processor time that no other
     * thread wants. Does nothing where the machine cannot do that.
     */
    void enter();

    /**
     * Runs what computes an answer that somebody waits for, on a processor of its own as far as there are enough. The
     * work neither waits for long nor calls this again. A thread of the background just runs it.
     */
    default <T> T ahead(Supplier<T> answer) {
        return answer.get();
    }
}
