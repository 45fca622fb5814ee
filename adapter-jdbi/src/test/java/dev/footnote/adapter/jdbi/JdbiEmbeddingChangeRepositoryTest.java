package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.EmbeddingChangeRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiEmbeddingChangeRepositoryTest extends EmbeddingChangeRepositoryContract {

    private final Database database;

    JdbiEmbeddingChangeRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
