package dev.footnote.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.adapter.jdbi.Database;
import dev.footnote.adapter.jdbi.JdbiKnowledgeBaseRepository;
import dev.footnote.adapter.jdbi.JdbiOwnModelRepository;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.KnowledgeBase;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.ModelName;
import dev.footnote.domain.model.OwnModel;
import dev.footnote.testkit.FakeUpstream;
import dev.footnote.testkit.InMemoryPorts;
import dev.footnote.testkit.Samples;
import dev.footnote.testkit.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a question costs the database. */
@ExtendWith(TestDatabase.class)
class StatementsTest {

    private final Database database;
    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

    StatementsTest(Database database) {
        this.database = database;
    }

    @Test
    void aTurnTakesThreeStatementsAndOneMoreForEachSecond() throws Exception {
        count("");
    }

    @Test
    void aModelOfTheTenantsOwnTakesNoMore() throws Exception {
        var model = new OwnModel(
                new TenantId("ours"),
                new ModelName("small", "Own"),
                ModelKind.CHAT,
                new OwnModel.Access(
                        "https://own.example/v1",
                        InMemoryPorts.saying("").ports().vault().seal(new Secret("k"))),
                1_000,
                true);
        new JdbiOwnModelRepository(database).save(List.of(model));

        count("small@Own");
    }

    @Test
    void aFirstQuestionLooksItsDatasetsUpOnce() throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("One"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat();
            KnowledgeBase dataset = Samples.knowledgeBase(new TenantId("ours"));
            new JdbiKnowledgeBaseRepository(database).add(dataset);
            listen();

            try (var stream = server.open(
                    "POST",
                    chat + "/completions",
                    Map.of("question", "Count", "kb_ids", List.of(dataset.id().value())))) {
                stream.rest();
            }

            assertThat(statements)
                    .filteredOn(sql -> sql.contains("from knowledge_base") && sql.contains("= any("))
                    .hasSize(2); // those of the chat, and those that the question names
        } finally {
            database.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        }
    }

    private void listen() {
        database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.add(String.valueOf(context.getRenderedSql()));
            }
        });
    }

    private void count(String model) throws Exception {
        try (var upstream = FakeUpstream.playing(Script.pieces("One ", "two ", "three"));
                var server = new LiveServer(database, LiveServer.model(upstream))) {
            String chat = server.chat(model);
            String session = server.session(chat);
            listen();
            for (int i = 0; i < 10; i++) {
                statements.clear();
                long begun = System.nanoTime();
                try (var stream = server.open(
                        "POST", chat + "/completions", Map.of("question", "Count", "session_id", session))) {
                    stream.rest();
                }
                long seconds = (System.nanoTime() - begun) / 1_000_000_000;
                int lookups = i == 0 ? 1 : 0; // of the key, at most once in five seconds
                long most = 3 + lookups + 2 * seconds;
                if (seconds == 0) {
                    most++; // a batch may be due just now
                }
                assertThat(statements).hasSizeBetween(3, (int) most);
            }
        } finally {
            database.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        }
    }
}
