package dev.footnote.adapter.jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.Chunking;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.testkit.Samples;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Methods that were chosen before they were there are those that are there now. */
@ExtendWith(Postgres.class)
class ChunkingMigrationTest {

    private static final String BEFORE = "{\"is\":\"unavailable\",\"method\":\"paper\"}";

    private final Database database;

    ChunkingMigrationTest(Database database) {
        this.database = database;
    }

    @Test
    void turnsUnavailableMethodsIntoThoseThatAreThere() throws IOException {
        var bases = new JdbiKnowledgeBaseRepository(database);
        var documents = new JdbiDocumentRepository(database);
        var base = Samples.knowledgeBase(Samples.tenant());
        var document = Samples.document(base, new DocumentStatus.Uploaded());
        bases.add(base);
        documents.add(document);
        String migration;
        try (var in = Database.class.getResourceAsStream("migration/V47__chunking_methods.sql")) {
            assertThat(in).isNotNull();
            migration = new String(in.readAllBytes(), UTF_8);
        }

        database.jdbi().useHandle(handle -> {
            handle.execute("update document set chunking = cast(? as json)", BEFORE);
            handle.execute(
                    "update knowledge_base set settings = cast(jsonb_set(cast(settings as jsonb), '{chunking}',"
                            + " cast(? as jsonb)) as json)",
                    BEFORE);
            handle.createScript(migration).execute();
        });

        var paper = new Chunking.Special(Chunking.Form.PAPER);
        assertThat(documents.find(base.tenant(), base.id(), document.id()))
                .hasValueSatisfying(found -> assertThat(found.chunking()).isEqualTo(paper));
        assertThat(bases.find(base.tenant(), base.id())).hasValueSatisfying(found -> {
            assertThat(found.settings().chunking()).isEqualTo(paper);
            assertThat(found.settings().name()).isEqualTo(base.settings().name());
        });
    }
}
