package dev.footnote.adapter.jdbi;

import com.zaxxer.hikari.HikariDataSource;
import dev.footnote.testkit.QuickVault;
import java.util.Optional;

/** Keys for tests, and ways to open a test's database once more, under one of them. */
final class Sealing {

    static final StorageKey KEY = new StorageKey("0123abcd", new QuickVault());
    static final StorageKey OTHER = new StorageKey("fedc9876", new QuickVault());

    private static final int CONNECTIONS = 4;

    private Sealing() {}

    static Database open(Database database, Optional<StorageKey> key) {
        HikariDataSource source = source(database);
        return Database.open(source.getJdbcUrl(), source.getUsername(), source.getPassword(), CONNECTIONS, key);
    }

    static StorageRotation rotation(Database database, Optional<StorageKey> before, StorageKey after) {
        HikariDataSource source = source(database);
        return StorageRotation.open(source.getJdbcUrl(), source.getUsername(), source.getPassword(), before, after);
    }

    private static HikariDataSource source(Database database) {
        return (HikariDataSource) database.dataSource();
    }

    /** All that is stored of conversations, as the database has it. */
    static String raw(Database database) {
        var rows = new StringBuilder();
        for (String table : new String[] {"conversation", "turn", "reply", "turn_event"}) {
            database.jdbi()
                    .withHandle(handle -> handle.createQuery("select cast(t as text) from " + table + " t")
                            .mapTo(String.class)
                            .list())
                    .forEach(row -> rows.append(row).append('\n'));
        }
        return rows.toString();
    }
}
