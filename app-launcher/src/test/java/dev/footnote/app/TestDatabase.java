package dev.footnote.app;

import dev.footnote.adapter.jdbi.Database;
import dev.footnote.adapter.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
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
        Server server = test.getRoot().getStore(OURS).computeIfAbsent("server", key -> Server.start(), Server.class);
        return test.getStore(OURS).computeIfAbsent("database", key -> server.database(), Database.class);
    }

    private record Server(EmbeddedPostgres postgres, Path home) implements AutoCloseable {

        static Server start() {
            try {
                Path home = Files.createTempDirectory("postgres");
                return new Server(EmbeddedPostgres.start(home), home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Database database() {
            String name = "test_" + UUID.randomUUID().toString().replace("-", "");
            return Database.open(postgres.createDatabase(name), postgres.user(), postgres.password(), CONNECTIONS);
        }

        @Override
        public void close() throws IOException {
            postgres.close();
            try (var files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
