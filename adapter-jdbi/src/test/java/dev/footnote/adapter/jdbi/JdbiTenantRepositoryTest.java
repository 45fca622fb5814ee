package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.TenantRepository;
import dev.footnote.testkit.TenantRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiTenantRepositoryTest extends TenantRepositoryContract {

    private final Database database;

    JdbiTenantRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected TenantRepository tenants() {
        return new JdbiTenantRepository(database);
    }
}
