package dev.footnote.testkit.memory;

import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.testkit.TurnRepositoryContract;

class InMemoryTurnRepositoryTest extends TurnRepositoryContract {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Override
    protected TurnRepository turns() {
        return database.turns();
    }

    @Override
    protected ConversationRepository conversations() {
        return database.conversations();
    }

    @Override
    protected DialogRepository dialogs() {
        return database.dialogs();
    }
}
