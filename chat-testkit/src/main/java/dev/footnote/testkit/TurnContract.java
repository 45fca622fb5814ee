package dev.footnote.testkit;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.TurnRepository;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Begins a conversation in which turns can be begun. */
public abstract class TurnContract extends StoreContract {

    static final TenantId OURS = Samples.OURS;
    static final TenantId THEIRS = Samples.THEIRS;

    TurnRepository turns;
    ConversationRepository conversations;
    Dialog dialog;
    ConversationId conversation;

    @BeforeEach
    void beginAConversation() {
        turns = turns();
        conversations = conversations();
        dialog = Samples.dialog(OURS, List.of());
        dialogs().add(dialog);
        Conversation begun = Samples.conversation(dialog);
        conversations.add(begun);
        conversation = begun.id();
    }
}
