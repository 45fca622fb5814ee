package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.IdentityRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiIdentityRepositoryTest extends IdentityRepositoryContract {

    private final Database database;

    JdbiIdentityRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
