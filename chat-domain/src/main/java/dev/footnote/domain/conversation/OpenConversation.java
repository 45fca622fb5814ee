package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.knowledge.KnowledgeBase;
import java.util.List;

/**
 * All that a question needs to know, read at once.
 *
 * @param knowledgeBases those of the dialog that exist and are the tenant's, in the dialog's order
 * @param recent the last messages of complete and stopped turns, oldest first, without their references
 */
public record OpenConversation(
        Conversation conversation, Dialog dialog, List<KnowledgeBase> knowledgeBases, List<Message> recent) {
    public OpenConversation {
        requireNonNull(conversation, "conversation");
        requireNonNull(dialog, "dialog");
        knowledgeBases = List.copyOf(knowledgeBases);
        recent = List.copyOf(recent);
    }
}
