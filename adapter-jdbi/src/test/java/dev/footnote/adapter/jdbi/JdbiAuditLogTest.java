package dev.footnote.adapter.jdbi;

import dev.footnote.ports.runtime.AuditLog;
import dev.footnote.ports.store.Transactions;
import dev.footnote.testkit.AuditLogContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiAuditLogTest extends AuditLogContract {

    private final Database database;

    JdbiAuditLogTest(Database database) {
        this.database = database;
    }

    @Override
    protected AuditLog audit() {
        return new JdbiAuditLog(database);
    }

    @Override
    protected Transactions transactions() {
        return new JdbiTransactions(database);
    }
}
