package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.MetadataFilter;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks questions with an API key. */
final class Completions implements Turns.Face {

    private static final String PATH = "/api/v1/chats/{chat}/completions";
    private static final Set<String> FIELDS = Set.of(
            "question",
            "message_id",
            "session_id",
            "stream",
            "name",
            "user_id",
            "metadata_condition",
            "doc_ids",
            "files",
            "kb_ids",
            "reference_metadata",
            "quote",
            "reasoning",
            "background");
    private static final Route.Wording WORDING = new Route.Wording(Map.of(Thing.DIALOG, "You don't own the chat %s"));

    private final ChatApplication app;
    private final TurnStream stream;
    private final Turns turns;

    Completions(ChatApplication app, TurnStream stream, Tickets tickets) {
        this.app = app;
        this.stream = stream;
        this.turns = new Turns(app, stream, tickets, this);
    }

    List<Route> routes() {
        var routes = new ArrayList<>(turns.routes());
        routes.add(DifyPaths.added(route(POST, "", this::complete)));
        return routes;
    }

    @Override
    public Route route(HandlerType method, String rest, Route.Operation operation) {
        return Route.key(method, PATH + rest, WORDING, operation);
    }

    @Override
    public Credential ticketed() {
        return Credential.TICKET;
    }

    @Override
    public String conversation() {
        return "session_id";
    }

    @Override
    public Conversation find(Call call, ConversationId id) {
        return app.manageConversations().find(call.caller(), new DialogId(call.path("chat")), id);
    }

    @Override
    public boolean asks(Body body) {
        return body.text("question").filter(text -> !text.isBlank()).isPresent();
    }

    @Override
    public Envelope told(Map<String, @Nullable Object> data) {
        return Envelope.token(data);
    }

    @Override
    public Envelope done() {
        return Envelope.token();
    }

    private Result complete(Call call) throws IOException {
        Optional<Result> again = turns.again(call);
        return again.isPresent() ? again.get() : ask(call);
    }

    @Override
    public Result ask(Call call) throws IOException {
        var dialog = new DialogId(call.path("chat"));
        Body body = call.body();
        Optional<String> session = body.text("session_id").filter(id -> !id.isBlank());
        boolean streaming = body.flag("stream", true);
        String question = body.text("question").orElse("");
        if (session.isEmpty() && question.isBlank()) {
            return open(call, dialog, body, streaming);
        }
        if (!body.has("question")) {
            app.manageDialogs().find(call.caller(), dialog);
            throw Refusal.unusable("`question` is required.");
        }
        AskRequest request = request(dialog, session, question, body).build();
        Optional<TurnId> chosen = RequestKeys.turn(call, call.caller().tenant(), dialog, session.orElse(""), body);
        return answer(call, request, chosen, streaming);
    }

    /**
     * Asks, and answers the call with frames or with one body.
     *
     * @param chosen the turn's id, if the client chose it; a known one is answered again
     */
    Result answer(Call call, AskRequest request, Optional<TurnId> chosen, boolean streaming) {
        var telling = new FrameTelling(
                new FrameRenderer("", -1),
                List.of(),
                data -> DifyPaths.told(call.context(), Shape.of("code", 0, "data", data)));
        var asked = new Asked(
                call.caller(),
                chosen.map(id -> turns.chosen(call, id)),
                telling,
                reader -> chosen.isPresent()
                        ? app.answerQuestion().askOnce(call.caller(), request, chosen.get(), reader)
                        : Optional.of(app.answerQuestion().ask(call.caller(), request, reader)));
        return stream.answer(call, asked, streaming, WORDING);
    }

    /** What {@code body} asks for; a condition on metadata counts instead of documents that are named. */
    static AskRequest.Builder request(DialogId dialog, Optional<String> session, String question, Body body) {
        Optional<MetadataFilter> condition = AskFields.condition(body);
        return AskRequest.to(dialog, question)
                .in(session.map(ConversationId::new))
                .variables(AskFields.variables(body, FIELDS))
                .documents(condition.isPresent() ? Optional.empty() : AskFields.documents(body))
                .metadata(condition)
                .beside(AskFields.knowledgeBases(body))
                .files(AskFields.files(body))
                .noted(AskFields.noted(body))
                .quoting(body.flag("quote", true))
                .research(body.flag("reasoning", false))
                .streaming(body.flag("stream", true))
                .background(body.flag("background", false))
                .named(name(body))
                .userLabel(body.text("user_id").orElse(""));
    }

    private Result open(Call call, DialogId dialog, Body body, boolean streaming) {
        Conversation opened = app.manageConversations()
                .create(
                        call.caller(),
                        dialog,
                        name(body),
                        body.text("user_id").orElse(""),
                        AskFields.variables(body, FIELDS));
        return TurnStream.opened(call, opened, streaming);
    }

    private static String name(Body body) {
        return body.text("name").filter(name -> !name.isBlank()).orElse("New session");
    }
}
