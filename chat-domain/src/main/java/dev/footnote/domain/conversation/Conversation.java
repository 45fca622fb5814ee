package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import java.time.Instant;

/**
 * A thread of messages with one dialog.
 *
 * @param userLabel the client's own name for whoever asks; never used for access; may be empty
 * @param opener how the dialog began it; may be empty
 */
public record Conversation(
        ConversationId id,
        TenantId tenant,
        DialogId dialog,
        String name,
        String userLabel,
        String opener,
        Instant createdAt,
        Instant updatedAt) {
    public Conversation {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(dialog, "dialog");
        requireNonNull(name, "name");
        requireNonNull(userLabel, "userLabel");
        requireNonNull(opener, "opener");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }
}
