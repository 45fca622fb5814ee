package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.prompt.PromptMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of the messages that a client sends with its question.
 *
 * @param id the client's or ours; empty if the client sends none
 * @param documents if present, only these are searched for it
 * @param files that come with it
 */
record SentMessage(
        PromptMessage.Role role,
        String content,
        Optional<String> id,
        Optional<Set<DocumentId>> documents,
        List<DocumentId> files) {

    SentMessage {
        files = List.copyOf(files);
    }

    /**
     * The messages of {@code body} without the system's and the opener, the question last; refuses a list that does not
     * end with one.
     */
    static List<SentMessage> list(Body body) {
        JsonNode list = body.find("messages")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> Refusal.invalid(101, "`messages` must be a list."));
        var messages = new ArrayList<SentMessage>();
        for (JsonNode item : list) {
            if (!(item instanceof ObjectNode object)) {
                throw Refusal.invalid(101, "`messages` must be a list of objects.");
            }
            add(new Body(object), messages);
        }
        if (messages.isEmpty()) {
            throw Refusal.unusable("`messages` has no question.");
        }
        if (messages.getLast().role() != PromptMessage.Role.USER) {
            throw Refusal.invalid(102, "The last content of this conversation is not from user.");
        }
        return messages;
    }

    private static void add(Body message, List<SentMessage> messages) {
        String role = message.text("role").orElse("");
        boolean user = role.equals("user");
        if (user || role.equals("assistant") && !messages.isEmpty()) {
            messages.add(new SentMessage(
                    user ? PromptMessage.Role.USER : PromptMessage.Role.ASSISTANT,
                    message.text("content").orElse(""),
                    message.text("id").filter(id -> !id.isBlank()),
                    AskFields.documents(message),
                    user ? AskFields.files(message) : List.of()));
        } else if (!role.equals("assistant") && !role.equals("system")) {
            throw Refusal.invalid(101, "`role` must be user, assistant or system.");
        }
    }

    /** What a model is told of it. */
    PromptMessage told() {
        return new PromptMessage(role, content);
    }
}
