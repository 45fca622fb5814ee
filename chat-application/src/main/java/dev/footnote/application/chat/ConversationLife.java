package dev.footnote.application.chat;

import dev.footnote.domain.conversation.Activity.Idle;
import dev.footnote.domain.conversation.Activity.Stage;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.ports.store.ConversationRepository;
import dev.footnote.ports.store.DialogRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where conversations are in their lives, and their ends. */
public final class ConversationLife {

    private static final Logger log = LoggerFactory.getLogger(ConversationLife.class);

    private final ConversationRepository conversations;
    private final DialogRepository dialogs;
    private final InstantSource clock;
    private final Idle idle;
    private final Duration eraseAfter;

    /** @param eraseAfter how long after its removal a conversation is erased */
    public ConversationLife(
            ConversationRepository conversations,
            DialogRepository dialogs,
            InstantSource clock,
            Idle idle,
            Duration eraseAfter) {
        this.conversations = conversations;
        this.dialogs = dialogs;
        this.clock = clock;
        this.idle = idle;
        this.eraseAfter = eraseAfter;
    }

    /** The stage of each of {@code ids} that is the caller's. */
    public Map<ConversationId, Stage> stages(Caller caller, Set<ConversationId> ids) {
        Instant now = clock.instant();
        var stages = new HashMap<ConversationId, Stage>();
        conversations.activity(caller.tenant(), ids).forEach((id, one) -> stages.put(id, one.stage(now, idle)));
        return Map.copyOf(stages);
    }

    /**
     * Declares a conversation over, until the next question.
     *
     * @throws NotFound if the conversation is not the caller's, or not with this dialog
     */
    public void complete(Caller caller, DialogId dialog, ConversationId id) {
        if (!conversations.complete(caller.tenant(), dialog, id)) {
            throw new NotFound(Thing.CONVERSATION, id.value());
        }
    }

    /** Erases the conversations that were removed long enough ago, and forgets such dialogs. */
    public void eraseRemoved() {
        Instant before = clock.instant().minus(eraseAfter);
        dialogs.forgetRemoved(before);
        int erased = conversations.purge(before);
        if (erased > 0) {
            log.info("Erased {} removed conversations", erased);
        }
    }
}
