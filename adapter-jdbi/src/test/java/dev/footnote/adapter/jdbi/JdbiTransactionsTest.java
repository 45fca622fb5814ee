package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.Transactions;
import dev.footnote.testkit.TransactionsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiTransactionsTest extends TransactionsContract {

    private final Database database;

    JdbiTransactionsTest(Database database) {
        this.database = database;
    }

    @Override
    protected Transactions transactions() {
        return new JdbiTransactions(database);
    }

    @Override
    protected DialogRepository dialogs() {
        return new JdbiDialogRepository(database);
    }
}
