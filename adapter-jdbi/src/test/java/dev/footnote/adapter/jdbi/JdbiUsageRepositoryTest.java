package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.Stores;
import dev.footnote.testkit.UsageRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiUsageRepositoryTest extends UsageRepositoryContract {

    private final Database database;

    JdbiUsageRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
