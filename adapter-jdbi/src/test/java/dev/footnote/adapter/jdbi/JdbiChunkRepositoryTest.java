package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.ChunkRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiChunkRepositoryTest extends ChunkRepositoryContract {

    private final Database database;

    JdbiChunkRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
