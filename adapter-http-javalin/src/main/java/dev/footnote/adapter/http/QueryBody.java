package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.footnote.adapter.http.Tickets.Ticket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters of a query as if they were the fields of a body, for clients that can only send {@code GET}. */
final class QueryBody {

    private static final Set<String> FLAGS = Set.of("stream", "quote", "background", "reasoning", "ephemeral");
    private static final Set<String> NUMBERS =
            Set.of("temperature", "top_p", "presence_penalty", "frequency_penalty", "max_tokens");

    private QueryBody() {}

    /** All of them, but for the ticket, whose conversation is the one that is meant. */
    static Body of(Map<String, List<String>> parameters, Optional<Ticket> ticket) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, values) -> {
            String value = values.getLast();
            if (FLAGS.contains(name) && (value.equals("true") || value.equals("false"))) {
                body.put(name, Boolean.parseBoolean(value));
            } else if (NUMBERS.contains(name)) {
                body.set(name, Json.value(value).orElseGet(() -> TextNode.valueOf(value)));
            } else if (!name.equals("ticket")) {
                body.put(name, value);
            }
        });
        ticket.ifPresent(one -> {
            body.put("session_id", one.conversation().value());
            body.put("conversation_id", one.conversation().value());
        });
        return new Body(body);
    }
}
