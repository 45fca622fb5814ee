package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.Stores;
import dev.footnote.testkit.UserRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiUserRepositoryTest extends UserRepositoryContract {

    private final Database database;

    JdbiUserRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
