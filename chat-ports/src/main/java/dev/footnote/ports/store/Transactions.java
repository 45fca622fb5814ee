package dev.footnote.ports.store;

import java.util.function.Supplier;

/** Makes several changes one. */
public interface Transactions {

    /**
     * Runs {@code work}; what it changes by the repositories, on this thread, is kept if it returns and undone if it
     * throws. Inside a transaction this joins it.
     */
    <T> T inTransaction(Supplier<T> work);
}
