package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.CheckCitations;
import dev.footnote.application.chat.CheckCitations.Stale;
import dev.footnote.application.chat.ConversationLife;
import dev.footnote.application.chat.ManageConversations;
import dev.footnote.application.chat.ManageConversations.Transcript;
import dev.footnote.domain.conversation.Activity.Stage;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Message;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sessions of a chat. */
final class Sessions {

    private static final String PATH = "/api/v1/chats/{chat}/sessions";
    private static final Removal REMOVAL =
            new Removal("The chat doesn't own the session %s", "Duplicate session ids: %s");

    /** What can be sent to change a session; all but two have no effect, for a client may send back what it read. */
    private static final Set<String> FIELDS = Set.of(
            "name", "user_id", "id", "chat_id", "create_time", "create_date", "update_time", "update_date", "status");

    private final ManageConversations conversations;
    private final ConversationLife life;
    private final CheckCitations citations;

    Sessions(ChatApplication app) {
        this.conversations = app.manageConversations();
        this.life = app.conversationLife();
        this.citations = app.checkCitations();
    }

    List<Route> routes() {
        return DifyPaths.added(List.of(
                Route.key(POST, PATH, missing("You do not own the assistant."), this::create),
                Route.key(PUT, PATH + "/{session}", missing("Session does not exist"), this::change),
                Route.key(GET, PATH, missing("You don't own the assistant %s."), this::list),
                Route.key(DELETE, PATH, missing("You don't own the chat"), this::remove)));
    }

    private static Route.Wording missing(String dialog) {
        return new Route.Wording(Map.of(Thing.DIALOG, dialog, Thing.CONVERSATION, "Session does not exist"));
    }

    private Result create(Call call) {
        Body body = call.body();
        String name = name(body).orElse("New session");
        Conversation made = conversations.create(
                call.caller(), dialog(call), name, body.text("user_id").orElse(""));
        return Envelope.token(shape(new Transcript(made, List.of()), Stage.CREATED, Map.of()));
    }

    private Result change(Call call) {
        var id = new ConversationId(call.path("session"));
        Conversation known = conversations.find(call.caller(), dialog(call), id);
        Body body = call.body();
        if (body.has("message") || body.has("messages")) {
            throw Refusal.invalid(102, "`message` can not be change");
        }
        if (body.has("reference")) {
            throw Refusal.invalid(102, "`reference` can not be change");
        }
        Optional<String> name = name(body);
        body.others(FIELDS).keySet().stream().findFirst().ifPresent(unknown -> {
            throw Refusal.unusable("ValueError: Unrecognized field name: \"%s\"".formatted(unknown));
        });
        boolean completing = completing(body);
        conversations.change(
                call.caller(),
                dialog(call),
                id,
                name.orElse(known.name()),
                body.text("user_id").orElse(known.userLabel()));
        if (completing) {
            life.complete(call.caller(), dialog(call), id);
        }
        return Envelope.token();
    }

    private static boolean completing(Body body) {
        Optional<String> status = body.text("status");
        if (status.filter(text -> !text.equals("completed")).isPresent()) {
            throw Refusal.invalid(102, "`status` can only be set to `completed`.");
        }
        return status.isPresent();
    }

    private Result list(Call call) {
        Listing listing = call.listing();
        Optional<String> id = call.query("id");
        Optional<String> user = call.query("user_id");
        List<Transcript> found = conversations
                .list(call.caller(), dialog(call), user, id.isPresent() ? NOTHING : listing)
                .items();
        if (id.isPresent()) {
            found = one(call, new ConversationId(id.get()))
                    .filter(one -> user.isEmpty()
                            || user.get().equals(one.conversation().userLabel()))
                    .filter(one -> listing.name().isEmpty()
                            || listing.name()
                                    .get()
                                    .equalsIgnoreCase(one.conversation().name()))
                    .stream()
                    .skip(listing.offset())
                    .limit(listing.limit())
                    .toList();
        }
        Map<TurnId, Stale> stale = id.isPresent() && !found.isEmpty()
                ? citations.stale(call.caller(), found.getFirst().messages())
                : Map.of();
        Map<ConversationId, Stage> stages = life.stages(
                call.caller(),
                found.stream().map(one -> one.conversation().id()).collect(Collectors.toSet()));
        return Envelope.token(found.stream()
                .map(one -> shape(one, stages.getOrDefault(one.conversation().id(), Stage.CREATED), stale))
                .toList());
    }

    private Optional<Transcript> one(Call call, ConversationId id) {
        try {
            return Optional.of(conversations.read(call.caller(), dialog(call), id));
        } catch (ChatException.NotFound none) {
            return Optional.empty();
        }
    }

    private Result remove(Call call) {
        Caller caller = call.caller();
        DialogId dialog = dialog(call);
        List<String> ids = call.body().texts("ids");
        List<Transcript> all = conversations
                .list(caller, dialog, Optional.empty(), ids.isEmpty() ? Listing.ALL : NOTHING)
                .items();
        if (ids.isEmpty()) {
            all.forEach(one ->
                    conversations.remove(caller, dialog, one.conversation().id()));
            return Envelope.token();
        }
        return REMOVAL.of(ids, id -> conversations.remove(caller, dialog, new ConversationId(id)));
    }

    /** Reads nothing, but tells whether the dialog is the caller's. */
    private static final Listing NOTHING = new Listing(Optional.empty(), "", Listing.Order.CREATED, true, 0, 0);

    private static DialogId dialog(Call call) {
        return new DialogId(call.path("chat"));
    }

    private static Optional<String> name(Body body) {
        if (!body.has("name")) {
            return Optional.empty();
        }
        return Optional.of(body.text("name")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.invalid(102, "`name` can not be empty.")));
    }

    /** The session with its messages and their references; {@code stale} tells which citations no longer hold. */
    static Map<String, @Nullable Object> shape(Transcript transcript, Stage stage, Map<TurnId, Stale> stale) {
        Conversation one = transcript.conversation();
        var messages = new ArrayList<Map<String, @Nullable Object>>();
        if (!one.opener().isEmpty()) {
            messages.add(Shape.of(
                    "role", "assistant",
                    "content", one.opener(),
                    "id", one.id().value(),
                    "created_at", Shape.seconds(one.createdAt())));
        }
        transcript
                .messages()
                .forEach(message -> messages.add(message(message, stale.getOrDefault(message.turn(), Stale.NONE))));
        var session = Shape.of(
                "id", one.id().value(),
                "name", one.name(),
                "user_id", one.userLabel(),
                "chat_id", one.dialog().value(),
                "status", stage.name().toLowerCase(Locale.ROOT),
                "messages", messages);
        return Shape.dated(session, one.createdAt(), one.updatedAt());
    }

    static Map<String, @Nullable Object> message(Message message) {
        return message(message, Stale.NONE);
    }

    private static Map<String, @Nullable Object> message(Message message, Stale stale) {
        return switch (message) {
            case Message.Question(var turn, var text, var at, var files) ->
                FileShape.with(
                        files,
                        Shape.of("role", "user", "content", text, "id", turn.value(), "created_at", Shape.seconds(at)));
            case Message.Reply reply -> {
                var shape = Shape.of(
                        "role", "assistant",
                        "content", content(reply),
                        "id", reply.turn().value(),
                        "created_at", Shape.seconds(reply.at()),
                        "reference", ReferenceShape.chunks(reply.reference()));
                ReferenceShape.verdicts(reply.reference(), shape, stale);
                rated(shape, reply.feedback());
                status(reply.end()).ifPresent(status -> shape.put("status", status));
                yield shape;
            }
        };
    }

    private static void rated(Map<String, @Nullable Object> shape, Feedback feedback) {
        switch (feedback.thumb()) {
            case UP -> shape.put("thumbup", true);
            case DOWN -> shape.put("thumbup", false);
            case NONE -> {}
        }
        if (!feedback.remark().isEmpty()) {
            shape.put("feedback", feedback.remark());
        }
    }

    private static String content(Message.Reply reply) {
        return reply.thinking().isEmpty() ? reply.text() : "<think>" + reply.thinking() + "</think>" + reply.text();
    }

    private static Optional<String> status(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Complete complete -> Optional.empty();
            case TurnEnd.Stopped stopped -> Optional.of("stopped");
            case TurnEnd.Failed failed -> Optional.of("failed");
            case TurnEnd.Interrupted interrupted -> Optional.of("interrupted");
        };
    }
}
