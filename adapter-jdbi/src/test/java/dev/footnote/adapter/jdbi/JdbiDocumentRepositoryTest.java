package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.DocumentRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiDocumentRepositoryTest extends DocumentRepositoryContract {

    private final Database database;

    JdbiDocumentRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
