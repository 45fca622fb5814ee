package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.OwnModelRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiOwnModelRepositoryTest extends OwnModelRepositoryContract {

    private final Database database;

    JdbiOwnModelRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
