package dev.footnote.application.chat;

import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import java.util.Map;

/** A question with all that is needed to answer it. */
record Exchange(
        OpenConversation open, AskRequest request, Map<String, String> variables, ChatEntry model, Question question) {

    boolean citing() {
        return request.quoting() && open.dialog().settings().prompt().quoting();
    }
}
