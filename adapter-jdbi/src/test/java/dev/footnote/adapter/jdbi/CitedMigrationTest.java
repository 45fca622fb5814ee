package dev.footnote.adapter.jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies from before it was noted whether they cite something. */
@ExtendWith(Postgres.class)
class CitedMigrationTest {

    private final Database database;

    CitedMigrationTest(Database database) {
        this.database = database;
    }

    @Test
    void notesWhichRepliesCiteSomething() throws IOException {
        Talk talk = Talk.stored(database);
        String migration;
        try (var in = Database.class.getResourceAsStream("migration/V71__sealed_messages.sql")) {
            assertThat(in).isNotNull();
            migration = new String(in.readAllBytes(), UTF_8);
        }
        String note = migration
                .lines()
                .filter(line -> line.startsWith("update reply"))
                .findFirst()
                .orElseThrow();

        database.jdbi().useHandle(handle -> {
            handle.execute("update reply set cited = false");
            handle.createUpdate(note).execute();
        });

        talk.isIn(database);
    }
}
