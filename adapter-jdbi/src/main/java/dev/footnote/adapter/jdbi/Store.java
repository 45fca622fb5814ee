package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * The way to the database: inside a transaction of this thread its connection, else one of the pool. Here, and only
 * here, failures of the database become {@link StoreException}s.
 */
final class Store {

    private static final String SAVEPOINT = "before_attempt";

    private final Jdbi jdbi;
    private final BooleanSupplier allInUse;

    /** @param allInUse whether all of the pool's connections are in use */
    Store(Jdbi jdbi, BooleanSupplier allInUse) {
        this.jdbi = jdbi;
        this.allInUse = allInUse;
    }

    <T> T with(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw e.getCause() instanceof SQLTransientConnectionException && allInUse.getAsBoolean()
                    ? new StoreException.Busy(e)
                    : new StoreException("the database cannot be used", e);
        }
    }

    <T> T inTransaction(Supplier<T> work) {
        return with(handle -> handle.isInTransaction() ? work.get() : handle.inTransaction(same -> work.get()));
    }

    /**
     * Runs one statement that a unique key may refuse; if so, nothing is changed, a transaction goes on, and
     * {@code refused} is asked for the result, with the key's name.
     */
    <T> T attempt(Function<Handle, T> statement, Function<String, T> refused) {
        return with(handle -> {
            boolean nested = handle.isInTransaction();
            if (nested) {
                handle.savepoint(SAVEPOINT);
            }
            try {
                T result = statement.apply(handle);
                if (nested) {
                    handle.releaseSavepoint(SAVEPOINT);
                }
                return result;
            } catch (JdbiException e) {
                if (nested) {
                    handle.rollbackToSavepoint(SAVEPOINT);
                }
                return refused.apply(refusedBy(e));
            }
        });
    }

    /** The name of the unique key that refused; throws {@code failure} again if it was something else. */
    private static String refusedBy(JdbiException failure) {
        if (failure.getCause() instanceof SQLException sql
                && PSQLState.UNIQUE_VIOLATION.getState().equals(sql.getSQLState())
                && sql instanceof PSQLException answer) {
            ServerErrorMessage message = answer.getServerErrorMessage();
            String key = message == null ? null : message.getConstraint();
            if (key != null) {
                return key;
            }
        }
        throw failure;
    }
}
