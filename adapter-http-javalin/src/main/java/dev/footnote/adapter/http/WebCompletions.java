package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.stream.Sink;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks questions in conversations of the web page's own interface. */
final class WebCompletions implements Turns.Face {

    private static final String PATH = "/v1/conversation/completion";
    private static final String ALIAS = "/api/conversation/completion";
    private static final Set<String> FIELDS = Set.of(
            "conversation_id",
            "messages",
            "stream",
            "llm_id",
            "temperature",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "max_tokens",
            "doc_ids",
            "files",
            "quote",
            "reasoning",
            "background",
            "ephemeral",
            "reference_metadata");

    private final ChatApplication app;
    private final TurnStream stream;
    private final Turns turns;

    WebCompletions(ChatApplication app, TurnStream stream, Tickets tickets) {
        this.app = app;
        this.stream = stream;
        this.turns = new Turns(app, stream, tickets, this);
    }

    List<Route> routes() {
        var routes = new ArrayList<>(turns.routes());
        routes.add(route(POST, "", this::complete));
        return routes;
    }

    @Override
    public Route route(HandlerType method, String rest, Route.Operation operation) {
        return new Route(
                method, PATH + rest, Set.of(ALIAS + rest), Credential.SESSION, Conversations.WORDING, operation);
    }

    @Override
    public Credential ticketed() {
        return Credential.SESSION_TICKET;
    }

    @Override
    public String conversation() {
        return "conversation_id";
    }

    @Override
    public Conversation find(Call call, ConversationId id) {
        return app.manageConversations().find(call.caller(), id);
    }

    @Override
    public boolean asks(Body body) {
        return body.has("question") || body.has("messages");
    }

    @Override
    public Envelope told(Map<String, @Nullable Object> data) {
        return Envelope.web(data);
    }

    @Override
    public Envelope done() {
        return Envelope.web(true);
    }

    private Result complete(Call call) {
        Optional<Result> again = turns.again(call);
        return again.isPresent() ? again.get() : ask(call);
    }

    @Override
    public Result ask(Call call) {
        Body body = (call.context().method().equals(GET) ? queried(call.body()) : call.body())
                .requiring("conversation_id", "messages");
        List<SentMessage> messages = SentMessage.list(body);
        Conversation conversation = conversation(call, body);
        AskRequest request = request(call, body, conversation, messages);
        if (request.question().isBlank()) {
            throw new Refusal(TurnStream.asAnswer(Envelope.error(100, "`question` is required.", Outcome.INVALID)));
        }
        Optional<TurnId> chosen = request.ephemeral()
                ? Optional.empty()
                : RequestKeys.turn(call, conversation, messages.getLast().id());
        var telling = new FrameTelling(
                new FrameRenderer(conversation.id().value(), -1),
                List.of(),
                data -> Shape.of("code", 0, "message", "success", "data", data));
        var asked = new Asked(
                call.caller(),
                chosen.map(id -> turns.chosen(call, id)),
                telling,
                reader -> begin(call.caller(), request, chosen, reader));
        return stream.answer(call, asked, body.flag("stream", true), Conversations.WORDING);
    }

    private Optional<StartedTurn> begin(
            Caller caller, AskRequest request, Optional<TurnId> chosen, Sink<TurnEvent> reader) {
        try {
            return chosen.isPresent()
                    ? app.answerQuestion().askOnce(caller, request, chosen.get(), reader)
                    : Optional.of(app.answerQuestion().ask(caller, request, reader));
        } catch (ChatException.Invalid unusable) {
            if (unusable.thing() == Thing.CHAT_MODEL && request.model().isPresent()) {
                throw Refusal.invalid(
                        102,
                        "Cannot use specified model %s."
                                .formatted(request.model().get()));
            }
            throw unusable;
        }
    }

    /** What a query asks: its {@code messages} are a text, or its {@code question} is the only one. */
    private static Body queried(Body query) {
        if (query.flag("ephemeral", false)) {
            throw Refusal.invalid(101, "`ephemeral` is for POST: what is not stored cannot be read again.");
        }
        ObjectNode body = query.json().deepCopy();
        Optional<String> question = query.text("question");
        if (question.isPresent()) {
            ObjectNode message = body.putArray("messages").addObject();
            message.put("role", "user").put("content", question.get());
            query.text("message_id").ifPresent(id -> message.put("id", id));
        } else if (query.has("messages")) {
            body.set("messages", query.text("messages").flatMap(Json::value).orElse(NullNode.getInstance()));
        }
        body.remove(List.of("question", "message_id", "session_id"));
        return new Body(body);
    }

    private Conversation conversation(Call call, Body body) {
        String id = body.text("conversation_id").filter(text -> !text.isBlank()).orElse("");
        if (id.isEmpty()) {
            throw new ChatException.NotFound(Thing.CONVERSATION, id);
        }
        return find(call, new ConversationId(id));
    }

    private AskRequest request(Call call, Body body, Conversation conversation, List<SentMessage> messages) {
        SentMessage question = messages.getLast();
        var history = new SentHistory(app, call.caller(), conversation, messages.subList(0, messages.size() - 1));
        boolean ephemeral = body.flag("ephemeral", false);
        Optional<TurnId> after = history.after();
        return AskRequest.to(conversation.dialog(), question.content())
                .in(ephemeral ? Optional.empty() : Optional.of(conversation.id()))
                .after(ephemeral ? Optional.empty() : after)
                .history(ephemeral ? Optional.of(history.whole(after)) : history.given(after))
                .variables(AskFields.variables(body, FIELDS))
                .documents(question.documents().or(() -> AskFields.documents(body)))
                .files(question.files().isEmpty() ? AskFields.files(body) : question.files())
                .noted(AskFields.noted(body))
                .quoting(body.flag("quote", true))
                .research(body.flag("reasoning", false))
                .model(body.text("llm_id").filter(id -> !id.isBlank()))
                .generation(AskFields.generation(body))
                .streaming(body.flag("stream", true))
                .background(body.flag("background", false))
                .ephemeral(ephemeral)
                .named(conversation.name())
                .userLabel(conversation.userLabel())
                .build();
    }
}
