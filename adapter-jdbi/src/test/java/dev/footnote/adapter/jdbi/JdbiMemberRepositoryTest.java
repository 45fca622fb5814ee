package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.MemberRepositoryContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiMemberRepositoryTest extends MemberRepositoryContract {

    private final Database database;

    JdbiMemberRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
