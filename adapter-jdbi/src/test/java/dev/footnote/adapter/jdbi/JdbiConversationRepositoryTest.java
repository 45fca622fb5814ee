package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.ConversationRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiConversationRepositoryTest extends ConversationRepositoryContract {

    private final Database database;

    JdbiConversationRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
