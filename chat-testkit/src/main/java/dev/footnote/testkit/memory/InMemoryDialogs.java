package dev.footnote.testkit.memory;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.knowledge.Page;
import dev.footnote.ports.store.DialogRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record InMemoryDialogs(InMemoryDatabase database) implements DialogRepository {

    private static final Listed<Dialog> LISTED = new Listed<>(
            dialog -> dialog.settings().name(),
            Dialog::createdAt,
            Dialog::updatedAt,
            dialog -> dialog.id().value());

    @Override
    public boolean add(Dialog dialog) {
        return database.with(() -> {
            if (taken(dialog)) {
                return false;
            }
            InMemoryDatabase.insert(database.dialogs, dialog.id(), dialog);
            return true;
        });
    }

    @Override
    public boolean save(Dialog dialog) {
        return database.with(() -> {
            Optional<Dialog> known = find(dialog.tenant(), dialog.id());
            if (known.isEmpty() || taken(dialog)) {
                return false;
            }
            database.dialogs.put(dialog.id(), known.get().with(dialog.settings(), dialog.updatedAt()));
            return true;
        });
    }

    @Override
    public Optional<Dialog> find(TenantId tenant, DialogId id) {
        return database.with(() -> Optional.ofNullable(database.dialogs.get(id))
                .filter(dialog -> dialog.tenant().equals(tenant)));
    }

    @Override
    public Page<Dialog> list(TenantId tenant, Listing listing) {
        return database.with(() -> LISTED.page(
                database.dialogs.values().stream()
                        .filter(dialog -> dialog.tenant().equals(tenant)),
                listing));
    }

    @Override
    public boolean remove(TenantId tenant, DialogId id) {
        return database.with(() -> {
            if (find(tenant, id).isEmpty()) {
                return false;
            }
            database.dialogs.remove(id);
            database.removedDialogs.put(id, new Removed(tenant, Instant.now()));
            var conversations = new InMemoryConversations(database);
            List.copyOf(database.conversations.values()).stream()
                    .filter(conversation -> conversation.dialog().equals(id))
                    .forEach(conversation -> conversations.removeWithTurns(InMemoryConversations.Key.of(conversation)));
            return true;
        });
    }

    @Override
    public boolean removed(TenantId tenant, DialogId id) {
        return database.with(() -> {
            Removed removed = database.removedDialogs.get(id);
            return removed != null && removed.tenant().equals(tenant);
        });
    }

    @Override
    public int forgetRemoved(Instant before) {
        return database.with(() -> {
            int known = database.removedDialogs.size();
            database.removedDialogs.values().removeIf(removed -> removed.at().isBefore(before));
            return known - database.removedDialogs.size();
        });
    }

    /** That a dialog was there. */
    record Removed(TenantId tenant, Instant at) {}

    private boolean taken(Dialog dialog) {
        return database.dialogs.values().stream()
                .filter(other -> other.tenant().equals(dialog.tenant()))
                .filter(other -> !other.id().equals(dialog.id()))
                .anyMatch(other ->
                        Listed.same(other.settings().name(), dialog.settings().name()));
    }
}
