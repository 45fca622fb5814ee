package dev.footnote.ports.store;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.ConversationTree;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnId;
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

    /** Replaces name and user label; says whether the conversation is there. */
    boolean save(Conversation conversation);

    Optional<Conversation> find(TenantId tenant, DialogId dialog, ConversationId id);

    /**
     * Reads all that a question at {@code place} needs, in one statement. Behind a turn that the conversation does not
     * have there are no messages.
     *
     * @param maxMessages how many of the last messages before that place are read at most
     */
    Optional<OpenConversation> open(TenantId tenant, DialogId dialog, ConversationId id, Place place, int maxMessages);

    /** Reads all that a question at the end of the current branch needs. */
    default Optional<OpenConversation> open(TenantId tenant, DialogId dialog, ConversationId id, int maxMessages) {
        return open(tenant, dialog, id, new Place.End(), maxMessages);
    }

    /** The conversations of a dialog; {@code userLabel} limits them to those with this label. */
    Page<Conversation> list(TenantId tenant, DialogId dialog, Optional<String> userLabel, Listing listing);

    /**
     * All messages of the current branch of each of {@code ids}, oldest first, with their references; those without
     * messages have none.
     */
    Map<ConversationId, List<Message>> messages(TenantId tenant, Set<ConversationId> ids);

    /** All turns of all branches, with their references. */
    Optional<ConversationTree> tree(TenantId tenant, ConversationId id);

    /** Makes the branch that ends with {@code leaf} the current one; says whether the conversation has that turn. */
    boolean choose(TenantId tenant, ConversationId id, TurnId leaf);

    /** Removes it with its messages and turns; says whether it was there. */
    boolean remove(TenantId tenant, DialogId dialog, ConversationId id);
}
