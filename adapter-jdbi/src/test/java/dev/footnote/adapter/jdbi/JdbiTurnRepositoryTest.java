package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.Stores;
import dev.footnote.testkit.TurnRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiTurnRepositoryTest extends TurnRepositoryContract {

    private final Database database;

    JdbiTurnRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
