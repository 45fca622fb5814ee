package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.ApiTokenRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.UserRepository;
import dev.footnote.testkit.ApiTokenRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiApiTokenRepositoryTest extends ApiTokenRepositoryContract {

    private final Database database;

    JdbiApiTokenRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected ApiTokenRepository apiTokens() {
        return new JdbiApiTokenRepository(database);
    }

    @Override
    protected DialogRepository dialogs() {
        return new JdbiDialogRepository(database);
    }

    @Override
    protected UserRepository users() {
        return new JdbiUserRepository(database);
    }
}
