package dev.footnote.app;

import dev.footnote.adapter.jdbi.Database;
import dev.footnote.adapter.postgres.TemporaryPostgres;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test class a PostgreSQL database of its own, in one server for all of them. */
final class TestDatabase implements ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(TestDatabase.class);
    private static final int CONNECTIONS = 16;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        TemporaryPostgres server = test.getRoot()
                .getStore(OURS)
                .computeIfAbsent("server", key -> TemporaryPostgres.start(), TemporaryPostgres.class);
        return test.getStore(OURS)
                .computeIfAbsent("database", key -> server.openNew(TestDatabase::open), Database.class);
    }

    private static Database open(String url, String user, String password) {
        return Database.open(url, user, password, CONNECTIONS);
    }
}
