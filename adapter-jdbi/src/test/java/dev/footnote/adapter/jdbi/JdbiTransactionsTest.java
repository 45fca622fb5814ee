package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.Stores;
import dev.footnote.testkit.TransactionsContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiTransactionsTest extends TransactionsContract {

    private final Database database;

    JdbiTransactionsTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
