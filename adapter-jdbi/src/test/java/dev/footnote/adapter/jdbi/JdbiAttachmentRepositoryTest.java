package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.AttachmentRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiAttachmentRepositoryTest extends AttachmentRepositoryContract {

    private final Database database;

    JdbiAttachmentRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
