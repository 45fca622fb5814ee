package dev.footnote.ports.store;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps conversations and their messages. */
public interface ConversationRepository {

    /** Adds {@code conversation} if its dialog is there and its id is new; says whether it did. */
    boolean add(Conversation conversation);

    /** As {@link #add}, a conversation that the holder of a share token began. It is not listed. */
    boolean addShared(Conversation conversation);

    /** Replaces name and user label; says whether the conversation is there. */
    boolean save(Conversation conversation);

    Optional<Conversation> find(TenantId tenant, DialogId dialog, ConversationId id);

    /** Finds it whatever its dialog. */
    Optional<Conversation> find(TenantId tenant, ConversationId id);

    /** Finds it among those that holders of share tokens began. */
    Optional<Conversation> findShared(TenantId tenant, DialogId dialog, ConversationId id);

    /**
     * Reads all that a question needs, in one statement.
     *
     * @param maxMessages how many of the last messages are read at most
     */
    Optional<OpenConversation> open(TenantId tenant, DialogId dialog, ConversationId id, int maxMessages);

    /** The conversations of a dialog; {@code userLabel} limits them to those with this label. */
    Page<Conversation> list(TenantId tenant, DialogId dialog, Optional<String> userLabel, Listing listing);

    /** All messages of each of {@code ids}, oldest first, with their references; those without messages have none. */
    Map<ConversationId, List<Message>> messages(TenantId tenant, Set<ConversationId> ids);

    /** Removes it with its messages and turns; says whether it was there. */
    boolean remove(TenantId tenant, DialogId dialog, ConversationId id);
}
