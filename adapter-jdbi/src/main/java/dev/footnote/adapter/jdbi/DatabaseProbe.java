package dev.footnote.adapter.jdbi;

import dev.footnote.ports.runtime.HealthProbe;

/** Tells whether the database answers. */
public final class DatabaseProbe implements HealthProbe {

    private static final int TIMEOUT_SECONDS = 2;

    private final Store store;

    public DatabaseProbe(Database database) {
        this.store = database.store();
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public void check() {
        store.with(handle -> handle.createQuery("select 1")
                .setQueryTimeout(TIMEOUT_SECONDS)
                .mapTo(Integer.class)
                .one());
    }
}
