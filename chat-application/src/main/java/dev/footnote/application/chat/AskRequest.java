package dev.footnote.application.chat;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.knowledge.DocumentId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question to a dialog.
 *
 * @param conversation empty to begin a new one, called {@code conversationName}
 * @param variables values for the prompt's variables, by name
 * @param documents if present, only these are searched
 * @param quoting whether the answer cites, if the dialog does
 * @param background whether the answer is written to its end even when nobody reads it
 */
public record AskRequest(
        DialogId dialog,
        Optional<ConversationId> conversation,
        String question,
        Map<String, String> variables,
        Optional<Set<DocumentId>> documents,
        boolean quoting,
        boolean background,
        String conversationName,
        String userLabel) {
    public AskRequest {
        requireNonNull(dialog, "dialog");
        requireNonNull(conversation, "conversation");
        requireNonNull(question, "question");
        variables = Map.copyOf(variables);
        documents = documents.map(Set::copyOf);
        requireNonNull(conversationName, "conversationName");
        requireNonNull(userLabel, "userLabel");
    }
}
