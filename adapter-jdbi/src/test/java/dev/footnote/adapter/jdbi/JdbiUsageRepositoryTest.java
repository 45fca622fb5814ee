package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.UsageRepository;
import dev.footnote.testkit.UsageRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiUsageRepositoryTest extends UsageRepositoryContract {

    private final Database database;

    JdbiUsageRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected TurnRepository turns() {
        return new JdbiTurnRepository(database);
    }

    @Override
    protected ConversationRepository conversations() {
        return new JdbiConversationRepository(database);
    }

    @Override
    protected DialogRepository dialogs() {
        return new JdbiDialogRepository(database);
    }

    @Override
    protected UsageRepository usage() {
        return new JdbiUsageRepository(database);
    }
}
