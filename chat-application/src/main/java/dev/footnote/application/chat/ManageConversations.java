package dev.footnote.application.chat;

import dev.footnote.application.identity.AuditTrail;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.ConversationTree;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.PromptSettings;
import dev.footnote.domain.dialog.PromptTemplate;
import dev.footnote.domain.dialog.PromptVariable;
import dev.footnote.domain.failure.ChatException.Clash;
import dev.footnote.domain.failure.ChatException.Conflict;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.AuditEntry.Action;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conversations: create, find, list, change, remove. */
public final class ManageConversations {

    private final Ports ports;
    private final AuditTrail trail;

    public ManageConversations(Ports ports) {
        this.ports = ports;
        this.trail = new AuditTrail(ports);
    }

    /**
     * Makes it.
     *
     * @throws NotFound if the dialog is not the caller's
     */
    public Conversation create(Caller caller, DialogId dialogId, String name, String userLabel) {
        return create(caller, dialogId, name, userLabel, Map.of());
    }

    /**
     * Makes it, its opener filled with those of {@code variables} that the dialog declares; fails as the other does.
     */
    public Conversation create(
            Caller caller, DialogId dialogId, String name, String userLabel, Map<String, String> variables) {
        return create(caller, new ConversationId(ports.ids().next()), dialogId, name, userLabel, variables);
    }

    /**
     * Makes it, under an id that its client chose.
     *
     * @throws NotFound if the dialog is not the caller's
     * @throws Conflict if the caller's tenant has a conversation of this id
     */
    public Conversation create(Caller caller, ConversationId id, DialogId dialogId, String name, String userLabel) {
        return create(caller, id, dialogId, name, userLabel, Map.of());
    }

    private Conversation create(
            Caller caller,
            ConversationId id,
            DialogId dialogId,
            String name,
            String userLabel,
            Map<String, String> variables) {
        Dialog dialog = ports.dialogs()
                .find(caller.tenant(), dialogId)
                .orElseThrow(() -> new NotFound(Thing.DIALOG, dialogId.value()));
        PromptSettings prompt = dialog.settings().prompt();
        var known = new HashMap<>(variables);
        known.keySet()
                .retainAll(prompt.variables().stream().map(PromptVariable::name).toList());
        var now = ports.clock().instant();
        var conversation = new Conversation(
                id,
                caller.tenant(),
                dialogId,
                name,
                userLabel,
                new PromptTemplate(prompt.opener()).fill(known),
                now,
                now);
        if (!ports.conversations().add(conversation)) {
            throw new Conflict(Thing.CONVERSATION, Clash.ID_TAKEN, id.value());
        }
        return conversation;
    }

    /**
     * Finds it.
     *
     * @throws NotFound if the conversation is not the caller's, or not with this dialog
     */
    public Conversation find(Caller caller, DialogId dialog, ConversationId id) {
        return ports.conversations()
                .find(caller.tenant(), dialog, id)
                .orElseThrow(() -> new NotFound(Thing.CONVERSATION, id.value()));
    }

    /**
     * Finds it whatever its dialog.
     *
     * @throws NotFound if the conversation is not the caller's
     */
    public Conversation find(Caller caller, ConversationId id) {
        return ports.conversations()
                .find(caller.tenant(), id)
                .orElseThrow(() -> new NotFound(Thing.CONVERSATION, id.value()));
    }

    /**
     * The conversations of a dialog with their messages.
     *
     * @throws NotFound if the dialog is not the caller's
     */
    public Page<Transcript> list(Caller caller, DialogId dialog, Optional<String> userLabel, Listing listing) {
        if (ports.dialogs().find(caller.tenant(), dialog).isEmpty()) {
            throw new NotFound(Thing.DIALOG, dialog.value());
        }
        Page<Conversation> page = ports.conversations().list(caller.tenant(), dialog, userLabel, listing);
        Map<ConversationId, List<Message>> messages = ports.conversations()
                .messages(
                        caller.tenant(),
                        page.items().stream().map(Conversation::id).collect(Collectors.toSet()));
        return new Page<>(
                page.items().stream()
                        .map(one -> new Transcript(one, messages.getOrDefault(one.id(), List.of())))
                        .toList(),
                page.total());
    }

    /** The conversation with its messages; fails as {@link #find} does. */
    public Transcript read(Caller caller, DialogId dialog, ConversationId id) {
        Conversation conversation = find(caller, dialog, id);
        return new Transcript(
                conversation,
                ports.conversations()
                        .messages(caller.tenant(), java.util.Set.of(id))
                        .getOrDefault(id, List.of()));
    }

    /** Replaces name and user label; fails as {@link #find} does. */
    public Conversation change(Caller caller, DialogId dialog, ConversationId id, String name, String userLabel) {
        Conversation known = find(caller, dialog, id);
        var changed = new Conversation(
                id,
                caller.tenant(),
                dialog,
                name,
                userLabel,
                known.opener(),
                known.createdAt(),
                ports.clock().instant());
        if (!ports.conversations().save(changed)) {
            throw new NotFound(Thing.CONVERSATION, id.value());
        }
        return changed;
    }

    /** Removes it; says whether it was there. */
    public boolean remove(Caller caller, DialogId dialog, ConversationId id) {
        return trail.note(
                caller,
                Action.REMOVED,
                Thing.CONVERSATION,
                id.value(),
                () -> ports.conversations().remove(caller.tenant(), dialog, id));
    }

    /**
     * Removes a question with its reply; the rest stays as it is, each reply with its own reference.
     *
     * @throws NotFound if the conversation is not the caller's or has no such question
     * @throws Conflict if the reply is still being written
     */
    public void deleteExchange(Caller caller, ConversationId conversation, TurnId turn) {
        require(caller, conversation, turn);
        trail.note(caller, Action.REMOVED, Thing.TURN, turn.value(), () -> switch (ports.turns()
                .remove(caller.tenant(), turn)) {
            case REMOVED -> true;
            case RUNNING -> throw new Conflict(Thing.CONVERSATION, Clash.TURN_RUNNING, conversation.value());
            case UNKNOWN -> throw new NotFound(Thing.MESSAGE, turn.value());
        });
    }

    /**
     * Replaces what is thought of a reply.
     *
     * @throws NotFound if the conversation is not the caller's or has no such reply, or not yet
     */
    public void rate(Caller caller, ConversationId conversation, TurnId turn, Feedback feedback) {
        require(caller, conversation, turn);
        if (!ports.turns().rate(caller.tenant(), turn, feedback)) {
            throw new NotFound(Thing.MESSAGE, turn.value());
        }
    }

    /**
     * All turns of the conversation with what they follow.
     *
     * @throws NotFound if the conversation is not the caller's, or not with this dialog
     */
    public ConversationTree tree(Caller caller, DialogId dialog, ConversationId id) {
        return ports.conversations()
                .tree(caller.tenant(), find(caller, dialog, id).id())
                .orElseThrow(() -> new NotFound(Thing.CONVERSATION, id.value()));
    }

    /**
     * Makes the branch that ends with {@code leaf} the one that is listed and that the next question goes on from.
     *
     * @throws NotFound if the conversation is not the caller's or has no such turn
     */
    public void choose(Caller caller, ConversationId conversation, TurnId leaf) {
        if (!ports.conversations().choose(caller.tenant(), conversation, leaf)) {
            throw new NotFound(Thing.MESSAGE, leaf.value());
        }
    }

    private void require(Caller caller, ConversationId conversation, TurnId turn) {
        boolean there = ports.turns()
                .find(caller.tenant(), turn)
                .filter(found -> found.conversation().equals(conversation))
                .isPresent();
        if (!there) {
            throw new NotFound(Thing.MESSAGE, turn.value());
        }
    }

    /** A conversation with its messages, oldest first, the opener not among them. */
    public record Transcript(Conversation conversation, List<Message> messages) {
        public Transcript {
            messages = List.copyOf(messages);
        }
    }
}
