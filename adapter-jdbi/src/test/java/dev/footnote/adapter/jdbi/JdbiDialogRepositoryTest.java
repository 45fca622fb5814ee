package dev.footnote.adapter.jdbi;

import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.testkit.DialogRepositoryContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class JdbiDialogRepositoryTest extends DialogRepositoryContract {

    private final Database database;

    JdbiDialogRepositoryTest(Database database) {
        this.database = database;
    }

    @Override
    protected DialogRepository dialogs() {
        return new JdbiDialogRepository(database);
    }

    @Override
    protected ConversationRepository conversations() {
        return new JdbiConversationRepository(database);
    }
}
