package dev.footnote.testkit.memory;

import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.ConversationTree;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.ConversationRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record InMemoryConversations(InMemoryDatabase database) implements ConversationRepository {

    private static final Listed<Conversation> LISTED = new Listed<>(
            Conversation::name,
            Conversation::createdAt,
            Conversation::updatedAt,
            conversation -> conversation.id().value());

    @Override
    public boolean add(Conversation conversation) {
        return database.with(() -> database.dialogs()
                        .find(conversation.tenant(), conversation.dialog())
                        .isPresent()
                && database.conversations.putIfAbsent(conversation.id(), conversation) == null);
    }

    @Override
    public boolean save(Conversation changed) {
        return database.with(() -> find(changed.tenant(), changed.dialog(), changed.id())
                .map(known -> database.conversations.put(
                        known.id(),
                        new Conversation(
                                known.id(),
                                known.tenant(),
                                known.dialog(),
                                changed.name(),
                                changed.userLabel(),
                                known.opener(),
                                known.createdAt(),
                                changed.updatedAt())))
                .isPresent());
    }

    @Override
    public Optional<Conversation> find(TenantId tenant, DialogId dialog, ConversationId id) {
        return database.with(() -> of(tenant, dialog)
                .filter(conversation -> conversation.id().equals(id))
                .findFirst());
    }

    @Override
    public Optional<OpenConversation> open(
            TenantId tenant, DialogId dialog, ConversationId id, Place place, int maxMessages) {
        return database.with(() -> find(tenant, dialog, id)
                .flatMap(conversation -> database.dialogs()
                        .find(tenant, dialog)
                        .map(found -> open(conversation, found, place, maxMessages))));
    }

    private OpenConversation open(Conversation conversation, Dialog dialog, Place place, int maxMessages) {
        List<Message> told = rows(conversation.id(), place)
                .filter(row -> row.reply()
                        .map(Reply::end)
                        .filter(end -> end instanceof TurnEnd.Complete || end instanceof TurnEnd.Stopped)
                        .isPresent())
                .flatMap(row -> row.messages().stream())
                .map(InMemoryConversations::withoutReference)
                .toList();
        return new OpenConversation(
                conversation,
                dialog,
                dialog.settings().knowledgeBases().stream()
                        .flatMap(id -> database.knowledgeBases().find(dialog.tenant(), id).stream())
                        .toList(),
                told.subList(Math.max(0, told.size() - maxMessages), told.size()));
    }

    private static Message withoutReference(Message message) {
        return switch (message) {
            case Message.Question question -> question;
            case Reply reply ->
                new Reply(reply.turn(), reply.text(), reply.thinking(), Reference.NONE, reply.end(), reply.at());
        };
    }

    @Override
    public Page<Conversation> list(TenantId tenant, DialogId dialog, Optional<String> userLabel, Listing listing) {
        return database.with(() -> LISTED.page(
                of(tenant, dialog)
                        .filter(conversation ->
                                userLabel.map(conversation.userLabel()::equals).orElse(true)),
                listing));
    }

    @Override
    public Map<ConversationId, List<Message>> messages(TenantId tenant, Set<ConversationId> ids) {
        return database.with(() -> ids.stream()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> rows(id, new Place.End())
                                .filter(row -> row.tenant().equals(tenant))
                                .flatMap(row -> row.messages().stream())
                                .toList())));
    }

    @Override
    public boolean remove(TenantId tenant, DialogId dialog, ConversationId id) {
        return database.with(() -> {
            if (find(tenant, dialog, id).isEmpty()) {
                return false;
            }
            removeWithTurns(id);
            return true;
        });
    }

    void removeWithTurns(ConversationId id) {
        database.conversations.remove(id);
        database.leaves.remove(id);
        database.turns.values().removeIf(row -> row.conversation().equals(id));
    }

    private Stream<Conversation> of(TenantId tenant, DialogId dialog) {
        return database.conversations.values().stream()
                .filter(conversation -> conversation.tenant().equals(tenant))
                .filter(conversation -> conversation.dialog().equals(dialog));
    }

    private Stream<InMemoryTurns.Row> rows(ConversationId id, Place place) {
        var turns = new InMemoryTurns(database);
        return turns.branch(id, turns.before(id, place)).stream();
    }

    @Override
    public Optional<ConversationTree> tree(TenantId tenant, ConversationId id) {
        return database.with(() -> Optional.ofNullable(database.conversations.get(id))
                .filter(conversation -> conversation.tenant().equals(tenant))
                .map(conversation -> new ConversationTree(
                        Optional.ofNullable(database.leaves.get(id)),
                        database.turns.values().stream()
                                .filter(row -> row.conversation().equals(id))
                                .map(InMemoryTurns.Row::node)
                                .toList())));
    }

    @Override
    public boolean choose(TenantId tenant, ConversationId id, TurnId leaf) {
        return database.with(() -> {
            boolean there = Optional.ofNullable(database.turns.get(leaf))
                    .filter(row -> row.tenant().equals(tenant))
                    .filter(row -> row.conversation().equals(id))
                    .isPresent();
            if (there) {
                database.leaves.put(id, leaf);
            }
            return there;
        });
    }
}
