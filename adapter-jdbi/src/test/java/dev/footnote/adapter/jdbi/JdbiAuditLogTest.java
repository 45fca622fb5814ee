package dev.footnote.adapter.jdbi;

import dev.footnote.testkit.AuditLogContract;
import dev.footnote.testkit.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiAuditLogTest extends AuditLogContract {

    private final Database database;

    JdbiAuditLogTest(Database database) {
        this.database = database;
    }

    @Override
    protected Stores stores() {
        return new JdbiStores(database);
    }
}
