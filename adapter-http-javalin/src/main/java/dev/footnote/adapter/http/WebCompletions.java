package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.stream.Sink;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks questions in conversations of the web page's own interface, follows and stops their turns. */
final class WebCompletions {

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
            "quote",
            "reasoning",
            "background",
            "ephemeral");

    private final ChatApplication app;
    private final TurnStream turns;

    WebCompletions(ChatApplication app, Heartbeat heartbeat, Profile profile) {
        this.app = app;
        this.turns = new TurnStream(heartbeat, profile);
    }

    List<Route> routes() {
        return List.of(
                route(POST, "", this::complete),
                route(GET, "/{turn}/events", this::events),
                route(POST, "/{turn}/stop", this::stop));
    }

    private static Route route(HandlerType method, String rest, Route.Operation operation) {
        return new Route(
                method, PATH + rest, Set.of(ALIAS + rest), Credential.SESSION, Conversations.WORDING, operation);
    }

    private Result complete(Call call) {
        Optional<String> lastId = call.header("Last-Event-ID");
        if (lastId.isPresent()) {
            return follow(call, TurnStream.turn(lastId.get()), lastId);
        }
        Body body = call.body().requiring("conversation_id", "messages");
        List<SentMessage> messages = SentMessage.list(body);
        Conversation conversation = conversation(call, body);
        AskRequest request = request(call, body, conversation, messages);
        boolean streaming = body.flag("stream", true);
        try {
            return streaming
                    ? turns.stream(call, List.of(), ask(call, request, conversation.id()))
                    : turns.collect(call, WebCompletions::told, ask(call, request, conversation.id()));
        } catch (ChatException.Conflict running) {
            throw new Refusal(TurnStream.asAnswer(Failures.envelope(running, Conversations.WORDING)));
        } catch (ChatException.Invalid unusable) {
            if (unusable.thing() == Thing.CHAT_MODEL && request.model().isPresent()) {
                throw Refusal.invalid(
                        102,
                        "Cannot use specified model %s."
                                .formatted(request.model().get()));
            }
            return turns.unanswered(call, unusable, streaming);
        }
    }

    private Conversation conversation(Call call, Body body) {
        String id = body.text("conversation_id").filter(text -> !text.isBlank()).orElse("");
        if (id.isEmpty()) {
            throw new ChatException.NotFound(Thing.CONVERSATION, id);
        }
        return app.manageConversations().find(call.caller(), new ConversationId(id));
    }

    private static Map<String, @Nullable Object> told(Map<String, @Nullable Object> data) {
        return Shape.of("code", 0, "message", "success", "data", data);
    }

    private Function<Sink<TurnEvent>, StartedTurn> ask(Call call, AskRequest request, ConversationId conversation) {
        return reader ->
                app.answerQuestion().ask(call.caller(), request, event -> reader.push(in(conversation, event)));
    }

    /** An answer that is not stored has no conversation; its reader knows it by the one that it asked in. */
    private static TurnEvent in(ConversationId conversation, TurnEvent event) {
        return event.event() instanceof Opened(var id, boolean fresh) && !id.equals(conversation)
                ? new TurnEvent(event.turn(), event.number(), new Opened(conversation, fresh))
                : event;
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
                .quoting(body.flag("quote", true))
                .research(body.flag("reasoning", false))
                .model(body.text("llm_id").filter(id -> !id.isBlank()))
                .generation(AskFields.generation(body))
                .background(body.flag("background", false))
                .ephemeral(ephemeral)
                .named(conversation.name())
                .userLabel(conversation.userLabel())
                .build();
    }

    private Result events(Call call) {
        return follow(call, new TurnId(call.path("turn")), call.header("Last-Event-ID"));
    }

    private Result follow(Call call, TurnId id, Optional<String> lastId) {
        Turn turn = app.resumeTurn().find(call.caller(), id);
        return turns.follow(
                call,
                id,
                turn.conversation(),
                lastId,
                (followed, reader) -> app.resumeTurn().follow(call.caller(), followed, 0, reader));
    }

    private Result stop(Call call) {
        app.stopTurn().stop(call.caller(), new TurnId(call.path("turn")));
        return Envelope.web(true);
    }
}
