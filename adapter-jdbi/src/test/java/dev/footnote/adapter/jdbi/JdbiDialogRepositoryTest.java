package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.DialogRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiDialogRepositoryTest extends DialogRepositoryContract {

    private final Database database;

    JdbiDialogRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
