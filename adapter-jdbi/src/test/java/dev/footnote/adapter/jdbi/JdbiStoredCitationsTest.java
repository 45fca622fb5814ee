package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.StoredCitationsContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiStoredCitationsTest extends StoredCitationsContract {

    private final Database database;

    JdbiStoredCitationsTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
