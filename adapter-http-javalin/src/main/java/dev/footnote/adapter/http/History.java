package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.ManageConversations;
import dev.footnote.application.chat.ManageConversations.Transcript;
import dev.footnote.domain.conversation.Activity.Stage;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.ConversationTree.Branch;
import dev.footnote.domain.conversation.ConversationTree.Node;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Feedback.Thumb;
import dev.footnote.domain.conversation.Place;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done with the messages of a session: remove, ask again, rate, export. */
final class History {

    private static final String SESSION = "/api/v1/chats/{chat}/sessions/{session}";
    private static final String MESSAGE = SESSION + "/messages/{message}";
    private static final Route.Wording WORDING = new Route.Wording(Map.of(
            Thing.DIALOG, "You don't own the chat %s",
            Thing.CONVERSATION, "Session does not exist",
            Thing.MESSAGE, "The session has no message %s"));

    private final ChatApplication app;
    private final Completions completions;
    private final ManageConversations conversations;

    History(ChatApplication app, Completions completions) {
        this.app = app;
        this.completions = completions;
        this.conversations = app.manageConversations();
    }

    List<Route> routes() {
        return List.of(
                Route.key(GET, SESSION + "/export", WORDING, this::export),
                Route.key(GET, SESSION + "/branches", WORDING, this::branches),
                Route.key(PUT, SESSION + "/branches/{message}", WORDING, this::choose),
                Route.key(DELETE, MESSAGE, WORDING, this::remove),
                Route.key(POST, MESSAGE + "/regenerate", WORDING, this::regenerate),
                Route.key(POST, MESSAGE + "/edit", WORDING, this::edit),
                Route.key(PUT, MESSAGE + "/feedback", WORDING, this::rate));
    }

    private Stage stage(Call call, ConversationId session) {
        return app.conversationLife().stages(call.caller(), Set.of(session)).getOrDefault(session, Stage.CREATED);
    }

    private Result export(Call call) {
        String format = call.query("format").orElse("markdown");
        ConversationId session = session(call);
        byte[] file = switch (format) {
            case "markdown" ->
                app.exportConversation()
                        .markdown(call.caller(), dialog(call), session)
                        .getBytes(StandardCharsets.UTF_8);
            case "json" -> {
                Transcript whole = app.exportConversation().whole(call.caller(), dialog(call), session);
                yield Json.bytes(Sessions.shape(
                        whole, stage(call, session), app.checkCitations().stale(call.caller(), whole.messages())));
            }
            case "answers" ->
                Json.bytes(AnswersShape.answers(app.exportConversation()
                        .answers(
                                call.caller(),
                                dialog(call),
                                session,
                                call.query("message").map(TurnId::new))));
            default -> throw Refusal.invalid(101, "`format` must be markdown, json or answers.");
        };
        boolean json = !format.equals("markdown");
        call.context()
                .contentType((json ? "application/json" : "text/markdown") + "; charset=utf-8")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"session-%s.%s\"".formatted(session.value(), json ? "json" : "md"))
                .result(file);
        return new Result.Done();
    }

    private Result branches(Call call) {
        return Envelope.token(conversations.tree(call.caller(), dialog(call), session(call)).branches().stream()
                .map(History::branch)
                .toList());
    }

    private static Map<String, @Nullable Object> branch(Branch branch) {
        return Shape.of(
                "id", branch.leaf().value(),
                "current", branch.current(),
                "messages", branch.messages().stream().map(Sessions::message).toList());
    }

    private Result choose(Call call) {
        conversations.choose(call.caller(), owned(call), message(call));
        return Envelope.token();
    }

    private Result remove(Call call) {
        conversations.deleteExchange(call.caller(), owned(call), message(call));
        return Envelope.token();
    }

    private Result regenerate(Call call) {
        Node asked = asked(call);
        return again(call, asked, asked.question().text());
    }

    private Result edit(Call call) {
        Node asked = asked(call);
        return again(call, asked, call.body().text("question").orElse(""));
    }

    /** Asks {@code question} in the place of an earlier one. */
    private Result again(Call call, Node asked, String question) {
        Body body = call.body();
        var request = Completions.request(
                        dialog(call), Optional.of(session(call).value()), question, body)
                .at(Place.behind(asked.parent()))
                .build();
        return completions.answer(call, request, Optional.empty(), body.flag("stream", true));
    }

    private Node asked(Call call) {
        return conversations
                .tree(call.caller(), dialog(call), session(call))
                .find(message(call))
                .orElseThrow(() -> new NotFound(Thing.MESSAGE, message(call).value()));
    }

    private Result rate(Call call) {
        Body body = call.body();
        Thumb thumb = body.find("thumbup").isEmpty() ? Thumb.NONE : body.flag("thumbup", true) ? Thumb.UP : Thumb.DOWN;
        var feedback = new Feedback(thumb, body.text("feedback").orElse(""));
        conversations.rate(call.caller(), owned(call), message(call), feedback);
        return Envelope.token();
    }

    /** The session, found to be the caller's and with this chat. */
    private ConversationId owned(Call call) {
        return conversations.find(call.caller(), dialog(call), session(call)).id();
    }

    private static DialogId dialog(Call call) {
        return new DialogId(call.path("chat"));
    }

    private static ConversationId session(Call call) {
        return new ConversationId(call.path("session"));
    }

    private static TurnId message(Call call) {
        return new TurnId(call.path("message"));
    }
}
