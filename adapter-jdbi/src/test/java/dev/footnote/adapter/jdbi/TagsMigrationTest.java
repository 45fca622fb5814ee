package dev.footnote.adapter.jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.knowledge.Chunk;
import dev.footnote.domain.knowledge.ChunkFilter;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.DocumentStatus;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.domain.knowledge.Tagging;
import dev.footnote.domain.knowledge.Tags;
import dev.footnote.testkit.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was there before chunks had tags has those that it was meant to have. */
@ExtendWith(Postgres.class)
class TagsMigrationTest {

    private static final String LIST_OF_TAGGED_TEXTS = "{\"is\":\"special\",\"form\":\"TAG\"}";

    private final Database database;
    private final JdbiKnowledgeBaseRepository bases;
    private final JdbiDocumentRepository documents;
    private final JdbiChunkRepository chunks;
    private final KnowledgeBase base = Samples.knowledgeBase(Samples.tenant());
    private final Document tagged = Samples.document(base, new DocumentStatus.Ready());
    private final Document other = Samples.document(base, new DocumentStatus.Ready());

    TagsMigrationTest(Database database) {
        this.database = database;
        this.bases = new JdbiKnowledgeBaseRepository(database);
        this.documents = new JdbiDocumentRepository(database);
        this.chunks = new JdbiChunkRepository(database);
    }

    @BeforeEach
    void addDocuments() {
        bases.add(base);
        documents.add(tagged);
        documents.add(other);
    }

    @Test
    void turnsTheKeywordsOfTaggedTextsIntoTags() throws IOException {
        Chunk text = keyed(Samples.chunk(tagged, 0, "Whales sing."), List.of("sea", "", "x".repeat(120)));
        Chunk untagged = keyed(Samples.chunk(tagged, 1, "Foxes run."), List.of());
        Chunk elsewhere = keyed(Samples.chunk(other, 0, "Herons wade."), List.of("marsh"));
        chunks.add(base.tenant(), tagged.id(), List.of(text, untagged));
        chunks.add(base.tenant(), other.id(), List.of(elsewhere));

        migrate();

        assertThat(chunks.find(base.tenant(), text.id()))
                .contains(keyed(text, List.of()).tagged(Tags.named(List.of("sea", "x".repeat(100)))));
        assertThat(chunks.find(base.tenant(), untagged.id()).map(Chunk::tags)).contains(Tags.NONE);
        assertThat(chunks.find(base.tenant(), elsewhere.id())).contains(elsewhere);
    }

    @Test
    void knowsWhatWasWrittenByHand() throws IOException {
        Chunk cut = Samples.chunk(other, 0, "Cut.");
        Chunk written = Samples.text(base.id(), Samples.id(), other.id(), "Written.");
        chunks.add(base.tenant(), other.id(), List.of(cut, written));

        migrate();

        assertThat(chunks.list(base.tenant(), other.id(), ChunkFilter.BY_HAND, 0, 10)
                        .items())
                .extracting(Chunk::id)
                .containsExactly(written.id());
    }

    @Test
    void tagsDatasetsAsTheirSettingsSay() throws IOException {
        settings("{\"tag_kb_ids\": [\"a\", \"b\"], \"topn_tags\": 12}");
        KnowledgeBase silent = Samples.knowledgeBase(base.tenant(), "Silent");
        bases.add(silent);

        migrate();

        assertThat(bases.find(base.tenant(), base.id()))
                .map(KnowledgeBase::settings)
                .map(KnowledgeBase.Settings::tagging)
                .contains(new Tagging(List.of(new KnowledgeBaseId("a"), new KnowledgeBaseId("b")), 10));
        assertThat(bases.find(base.tenant(), silent.id()))
                .map(KnowledgeBase::settings)
                .map(KnowledgeBase.Settings::tagging)
                .contains(Tagging.NONE);
    }

    private static Chunk keyed(Chunk chunk, List<String> keywords) {
        return chunk.with(chunk.contents().keyed(keywords));
    }

    /** As the settings were stored that had such settings of the parser. */
    private void settings(String parser) {
        database.jdbi().useHandle(handle -> handle.execute("""
                update knowledge_base set settings = cast(
                    jsonb_set(cast(settings as jsonb) - 'tagging', '{parser}', cast(? as jsonb)) as json)
                """, parser));
    }

    private void migrate() throws IOException {
        try (var in = Database.class.getResourceAsStream("migration/V84__tags.sql")) {
            assertThat(in).isNotNull();
            String migration = new String(in.readAllBytes(), UTF_8);
            database.jdbi().useHandle(handle -> {
                handle.execute(
                        "update document set chunking = cast(? as json) where id = ?",
                        LIST_OF_TAGGED_TEXTS,
                        tagged.id().value());
                handle.execute("alter table chunk drop column tags, drop column by_hand");
                handle.execute(
                        "update knowledge_base set settings = cast(cast(settings as jsonb) - 'tagging' as json)");
                handle.createScript(migration).execute();
            });
        }
    }
}
