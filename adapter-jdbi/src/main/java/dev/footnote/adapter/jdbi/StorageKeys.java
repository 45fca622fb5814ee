package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.StoreException;
import java.util.List;
import java.util.Optional;

/** The ids of the keys under which the messages of a database are sealed. */
record StorageKeys(Database database) {

    /**
     * Makes sure that {@code key} opens all that is sealed; notes it, if it is the first one.
     *
     * @throws StoreException if something is sealed under another key
     */
    void require(Optional<StorageKey> key) {
        List<String> known = ids();
        if (known.size() > 1) {
            throw new StoreException(
                    "the change of the key that encrypts messages was broken off: change it again, between the same keys",
                    null);
        }
        if (known.isEmpty()) {
            key.ifPresent(this::add);
        } else if (key.isEmpty()) {
            throw new StoreException("the messages are encrypted, and no key is set", null);
        } else if (!known.getFirst().equals(key.get().id())) {
            throw new StoreException(
                    "the messages are encrypted under another key than the one that is set (%s instead of %s)"
                            .formatted(known.getFirst(), key.get().id()),
                    null);
        }
    }

    /** All of them, in no order. */
    List<String> ids() {
        return database.store()
                .with(handle -> handle.createQuery("select id from storage_key")
                        .mapTo(String.class)
                        .list());
    }

    void add(StorageKey key) {
        database.store()
                .with(handle -> handle.createUpdate("insert into storage_key (id) values (:id) on conflict do nothing")
                        .bind("id", key.id())
                        .execute());
    }

    /** Forgets all keys but {@code key}. */
    void keepOnly(StorageKey key) {
        database.store()
                .with(handle -> handle.createUpdate("delete from storage_key where id <> :id")
                        .bind("id", key.id())
                        .execute());
    }
}
