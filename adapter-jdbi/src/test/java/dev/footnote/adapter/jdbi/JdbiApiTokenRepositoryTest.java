package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.ApiTokenRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiApiTokenRepositoryTest extends ApiTokenRepositoryContract {

    private final Database database;

    JdbiApiTokenRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
