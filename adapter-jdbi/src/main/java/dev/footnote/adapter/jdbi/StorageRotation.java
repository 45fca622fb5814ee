package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Seals all messages of a database under another key, also those that were stored without one. It goes through them in
 * portions, each a transaction: whatever breaks it off, every message is sealed under the one key or the other, and the
 * next run between the same keys goes on. No server may use the database meanwhile; none starts between the beginning
 * and the end.
 */
public final class StorageRotation implements AutoCloseable {

    private static final int CONNECTIONS = 2;
    private static final int TURNS_AT_ONCE = 100;

    private final Database database;
    private final StorageKeys keys;
    private final Optional<StorageKey> before;
    private final StorageKey after;

    private StorageRotation(Database database, Optional<StorageKey> before, StorageKey after) {
        this.database = database;
        this.keys = new StorageKeys(database);
        this.before = before;
        this.after = after;
    }

    /**
     * Connects, and brings the tables up to date.
     *
     * @param before the key that the messages are sealed under; empty if there is none yet
     * @param after the key that they are to be sealed under
     * @throws StoreException if the database cannot be reached
     */
    public static StorageRotation open(
            String jdbcUrl, String user, String password, Optional<StorageKey> before, StorageKey after) {
        return new StorageRotation(
                Database.connected(jdbcUrl, user, password, CONNECTIONS, Optional.of(after)), before, after);
    }

    /**
     * Seals what is not sealed under the key {@code after}.
     *
     * @param progress takes the number of turns that were looked at, after each portion
     * @throws StoreException if a message is sealed under a third key; what was done until then stays
     */
    public void run(LongConsumer progress) {
        run(TURNS_AT_ONCE, progress);
    }

    void run(int turnsAtOnce, LongConsumer progress) {
        List<String> mine = before.map(key -> List.of(key.id(), after.id())).orElse(List.of(after.id()));
        if (!mine.containsAll(keys.ids())) {
            throw new StoreException("the messages are encrypted under another key than the old one", null);
        }
        before.ifPresent(keys::add); // two keys are the sign that this is under way
        keys.add(after);
        var rows = new SealedRows(new StoredText(before), after);
        long seen = 0;
        String last = "";
        for (var portion = next(last, turnsAtOnce); !portion.isEmpty(); portion = next(last, turnsAtOnce)) {
            List<String> turns = portion;
            database.store().inTransaction(() -> database.store().with(handle -> rows.reseal(handle, turns)));
            seen += turns.size();
            last = turns.getLast();
            progress.accept(seen);
        }
        database.store().inTransaction(() -> database.store().with(rows::resealOpeners));
        keys.keepOnly(after);
    }

    private List<String> next(String last, int count) {
        return database.store()
                .with(handle -> handle.createQuery("select id from turn where id > :last order by id limit :count")
                        .bind("last", last)
                        .bind("count", count)
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public void close() {
        database.close();
    }
}
