package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.ApiTokenRepository;
import dev.footnote.ports.store.SearchAppRepository;
import dev.footnote.testkit.SearchAppRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiSearchAppRepositoryTest extends SearchAppRepositoryContract {

    private final Database database;

    JdbiSearchAppRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected SearchAppRepository searchApps() {
        return new JdbiSearchAppRepository(database);
    }

    @Override
    protected ApiTokenRepository apiTokens() {
        return new JdbiApiTokenRepository(database);
    }
}
