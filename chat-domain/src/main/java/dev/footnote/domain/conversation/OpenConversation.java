package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.knowledge.KnowledgeBase;
import java.util.List;

/**
 * All that a question needs to know, read at once.
 *
 * @param knowledgeBases those that are searched: of the dialog's, in its order, that exist and are the tenant's
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

    /** This, with other knowledge bases to search. */
    public OpenConversation over(List<KnowledgeBase> bases) {
        return new OpenConversation(conversation, dialog, bases, recent);
    }
}
