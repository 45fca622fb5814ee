package dev.footnote.adapter.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.footnote.ports.store.StoreException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** A PostgreSQL database with the tables of this version, and a pool of connections to it. */
public final class Database implements AutoCloseable {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);
    private static final int AT_HAND = 2;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private final HikariDataSource dataSource;
    private final Jdbi jdbi;
    private final Store store;
    private final StoredText texts;

    private Database(HikariDataSource dataSource, Optional<StorageKey> key) {
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource)
                .registerArgument(new TextArguments())
                .registerArgument(new InstantArguments())
                .registerArrayType(String.class, "text");
        this.store = new Store(
                jdbi, () -> dataSource.getHikariPoolMXBean().getActiveConnections() == dataSource.getMaximumPoolSize());
        this.texts = new StoredText(key);
    }

    /** Opens a database whose messages are not sealed. */
    public static Database open(String jdbcUrl, String user, String password, int poolSize) {
        return open(jdbcUrl, user, password, poolSize, Optional.empty());
    }

    /**
     * Connects and brings the tables up to date.
     *
     * @param jdbcUrl {@code jdbc:postgresql:…}
     * @param poolSize how many connections there are at most; who finds none free waits 3 s
     * @param key seals messages; what was stored before without one stays as it is
     * @throws StoreException if the database cannot be reached, its tables are not ours to change, or its messages are
     *     sealed under another key
     */
    public static Database open(String jdbcUrl, String user, String password, int poolSize, Optional<StorageKey> key) {
        Database database = connected(jdbcUrl, user, password, poolSize, key);
        try {
            new StorageKeys(database).require(key);
            return database;
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    /** Connects as {@link #open(String, String, String, int, Optional)}, whatever its messages are sealed under. */
    static Database connected(String jdbcUrl, String user, String password, int poolSize, Optional<StorageKey> key) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(Math.min(poolSize, AT_HAND)); // each costs a start some milliseconds
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setPoolName("database");
        config.addDataSourceProperty("socketTimeout", ANSWER_TIMEOUT.toSeconds());
        try {
            return migrated(new HikariDataSource(config), key);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreException("the database cannot be reached", e);
        }
    }

    private static Database migrated(HikariDataSource dataSource, Optional<StorageKey> key) {
        try {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:dev/footnote/adapter/jdbi/migration")
                    .outOfOrder(true) // versions are given out beforehand, and finished in any order
                    .load()
                    .migrate();
            return new Database(dataSource, key);
        } catch (FlywayException e) {
            dataSource.close();
            throw new StoreException("the tables cannot be brought up to date", e);
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** How messages are stored. */
    StoredText texts() {
        return texts;
    }

    Store store() {
        return store;
    }

    /** Closes the connections. What is under way fails. */
    @Override
    public void close() {
        dataSource.close();
    }

    private static final class TextArguments extends AbstractArgumentFactory<String> {

        TextArguments() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, StorableText.of(value));
        }
    }

    private static final class InstantArguments extends AbstractArgumentFactory<Instant> {

        InstantArguments() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value.atOffset(ZoneOffset.UTC));
        }
    }
}
