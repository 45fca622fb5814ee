package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.testkit.ConversationRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiConversationRepositoryTest extends ConversationRepositoryContract {

    private final Database database;

    JdbiConversationRepositoryTest(Database database) {
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
}
