package dev.footnote.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.domain.identity.ApiToken;
import dev.footnote.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class RememberedApiTokensTest {

    private final Database database;
    private final RememberedApiTokens tokens;
    private final ApiToken token = Samples.apiToken(Samples.OURS);

    RememberedApiTokensTest(Database database) {
        this.database = database;
        this.tokens = new RememberedApiTokens(new JdbiApiTokenRepository(database));
    }

    @Test
    void asksOnceForWhatItFound() {
        tokens.add(token);
        List<String> statements = new ArrayList<>();
        database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.add(context.getRenderedSql());
            }
        });
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(tokens.findByHash(token.hash())).contains(token);
            }
        } finally {
            database.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        }
        assertThat(statements).hasSize(1);
    }

    @Test
    void forgetsAtOnceWhatIsRemoved() {
        tokens.add(token);
        assertThat(tokens.findByHash(token.hash())).contains(token);

        assertThat(tokens.remove(Samples.THEIRS, token.hash())).isFalse();
        assertThat(tokens.findByHash(token.hash())).contains(token);
        assertThat(tokens.remove(Samples.OURS, token.hash())).isTrue();
        assertThat(tokens.findByHash(token.hash())).isEmpty();
    }

    @Test
    void seesAtOnceWhatIsChanged() {
        tokens.add(token);
        assertThat(tokens.findByHash(token.hash())).contains(token);

        tokens.use(token.hash(), Samples.AT);
        assertThat(tokens.findByHash(token.hash())).contains(token.usedAt(Samples.AT));
        assertThat(tokens.expire(Samples.OURS, token.hash(), Samples.AT)).isTrue();
        assertThat(tokens.findByHash(token.hash()))
                .contains(token.usedAt(Samples.AT).until(Samples.AT));
    }

    @Test
    void doesNotRememberWhatIsNotThere() {
        assertThat(tokens.findByHash(token.hash())).isEmpty();
        tokens.add(token);
        assertThat(tokens.findByHash(token.hash())).contains(token);
    }
}
