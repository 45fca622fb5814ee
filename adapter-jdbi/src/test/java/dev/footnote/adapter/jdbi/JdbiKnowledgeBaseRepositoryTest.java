package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.KnowledgeBaseRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiKnowledgeBaseRepositoryTest extends KnowledgeBaseRepositoryContract {

    private final Database database;

    JdbiKnowledgeBaseRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
