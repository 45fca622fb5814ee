package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.Transactions;
import java.util.function.Supplier;

/** Transactions of the database, at the level read committed. */
public final class JdbiTransactions implements Transactions {

    private final Store store;

    public JdbiTransactions(Database database) {
        this.store = database.store();
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return store.inTransaction(work);
    }
}
