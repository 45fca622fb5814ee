package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.SearchAppRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiSearchAppRepositoryTest extends SearchAppRepositoryContract {

    private final Database database;

    JdbiSearchAppRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
