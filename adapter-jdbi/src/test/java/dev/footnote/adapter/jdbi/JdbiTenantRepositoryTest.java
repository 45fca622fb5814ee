package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.Stores;
import dev.footnote.testkit.TenantRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiTenantRepositoryTest extends TenantRepositoryContract {

    private final Database database;

    JdbiTenantRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
