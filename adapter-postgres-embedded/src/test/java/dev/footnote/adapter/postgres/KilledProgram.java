package dev.footnote.adapter.postgres;

import java.nio.file.Path;
import java.sql.DriverManager;

/** A program that writes a row and is then gone without a word, leaving its database running. */
final class KilledProgram {

    private KilledProgram() {}

    public static void main(String[] arguments) throws Exception {
        var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("create table note (text text)");
            statement.execute("insert into note values ('kept')");
        }
        Runtime.getRuntime().halt(137);
    }
}
