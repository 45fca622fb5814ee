package dev.footnote.application.chat;

import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.OpenConversation;
import dev.footnote.domain.prompt.PromptMessage;
import dev.footnote.domain.prompt.PromptMessage.Role;
import dev.footnote.ports.model.ModelCatalog.ChatEntry;
import java.util.List;
import java.util.Map;

/** A question with all that is needed to answer it. */
record Exchange(
        OpenConversation open, AskRequest request, Map<String, String> variables, ChatEntry model, Question question) {

    boolean citing() {
        return request.quoting() && open.dialog().settings().prompt().quoting();
    }

    /** This exchange with another model. */
    Exchange with(ChatEntry other) {
        return new Exchange(open, request, variables, other, question);
    }

    /** What was said before the question, oldest first. */
    List<PromptMessage> history() {
        return request.history()
                .orElseGet(() -> open.recent().stream()
                        .map(message -> new PromptMessage(
                                message instanceof Message.Question ? Role.USER : Role.ASSISTANT, message.text()))
                        .toList());
    }
}
