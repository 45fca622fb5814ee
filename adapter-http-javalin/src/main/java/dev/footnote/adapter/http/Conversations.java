package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.ManageConversations;
import dev.footnote.application.chat.ManageConversations.Transcript;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Feedback;
import dev.footnote.domain.conversation.Feedback.Thumb;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Listing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conversations as the web page's own interface has them. */
final class Conversations {

    static final Route.Wording WORDING =
            new Route.Wording(Map.of(Thing.CONVERSATION, "Conversation not found!", Thing.DIALOG, "Dialog not found!"));

    private static final String PATH = "/v1/conversation";
    private static final String NAME = "New conversation";
    private static final int MAX_NAME = 255;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private final ChatApplication app;
    private final ManageConversations conversations;

    Conversations(ChatApplication app) {
        this.app = app;
        this.conversations = app.manageConversations();
    }

    List<Route> routes() {
        return List.of(
                route("/set", POST, this::set),
                route("/get", GET, this::get),
                route("/list", GET, this::list),
                route("/rm", POST, this::remove),
                route("/delete_msg", POST, this::deleteExchange),
                route("/thumbup", POST, this::rate));
    }

    private static Route route(String action, io.javalin.http.HandlerType method, Route.Operation operation) {
        return new Route(
                method, PATH + action, Set.of("/api/conversation" + action), Credential.SESSION, WORDING, operation);
    }

    private Result set(Call call) {
        Body body = call.body();
        Optional<ConversationId> id =
                body.text("conversation_id").filter(text -> !text.isEmpty()).map(Conversations::chosen);
        boolean fresh = body.find("is_new").isPresent()
                ? body.flag("is_new", false)
                : id.filter(known -> has(call.caller(), known)).isEmpty();
        Optional<String> name = body.text("name").map(Conversations::cut);
        return Envelope.web(
                fresh ? create(call.caller(), body, id, name.orElse(NAME)) : change(call.caller(), id, name));
    }

    private Map<String, @Nullable Object> create(Caller caller, Body body, Optional<ConversationId> id, String name) {
        var dialog = body.text("dialog_id")
                .filter(text -> !text.isBlank())
                .map(DialogId::new)
                .orElseThrow(() -> Refusal.unusable("`dialog_id` is required."));
        String user = caller.user().value();
        try {
            Conversation made = id.isPresent()
                    ? conversations.create(caller, id.get(), dialog, name, user)
                    : conversations.create(caller, dialog, name, user);
            Map<String, @Nullable Object> shape = ConversationShape.conversation(new Transcript(made, List.of()));
            shape.remove("update_time");
            shape.remove("update_date");
            return shape;
        } catch (ChatException.NotFound none) {
            throw Refusal.missing("Dialog not found");
        }
    }

    private Map<String, @Nullable Object> change(Caller caller, Optional<ConversationId> id, Optional<String> name) {
        Conversation known =
                conversations.find(caller, id.orElseThrow(() -> new ChatException.NotFound(Thing.CONVERSATION, "")));
        conversations.change(
                caller,
                known.dialog(),
                known.id(),
                name.orElse(known.name()),
                caller.user().value());
        return ConversationShape.conversation(conversations.read(caller, known.dialog(), known.id()));
    }

    private boolean has(Caller caller, ConversationId id) {
        try {
            return conversations.find(caller, id).id().equals(id);
        } catch (ChatException.NotFound none) {
            return false;
        }
    }

    private static ConversationId chosen(String id) {
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid(101, "`conversation_id` must be 1 to 32 letters, digits, `_` or `-`.");
        }
        return new ConversationId(id);
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= MAX_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
    }

    private Result get(Call call) {
        Transcript found = read(call.caller(), new ConversationId(Dialogs.required(call, "conversation_id")));
        Map<String, @Nullable Object> shape =
                ConversationShape.conversation(found, app.checkCitations().stale(call.caller(), found.messages()));
        shape.put(
                "avatar",
                app.manageDialogs()
                        .find(call.caller(), found.conversation().dialog())
                        .settings()
                        .icon());
        return Envelope.web(shape);
    }

    private Transcript read(Caller caller, ConversationId id) {
        return conversations.read(caller, conversations.find(caller, id).dialog(), id);
    }

    private Result list(Call call) {
        var dialog = new DialogId(Dialogs.required(call, "dialog_id"));
        try {
            return Envelope.web(
                    conversations.list(call.caller(), dialog, Optional.empty(), Listing.ALL).items().stream()
                            .map(ConversationShape::conversation)
                            .toList());
        } catch (ChatException.NotFound foreign) {
            throw new Refusal(Envelope.full(
                    103, "Only owner of dialog authorized for this operation.", false, Outcome.NOT_FOUND));
        }
    }

    private Result remove(Call call) {
        Body body = call.body();
        if (!body.has("conversation_ids")) {
            throw Refusal.unusable("`conversation_ids` is required.");
        }
        for (String id : body.texts("conversation_ids")) {
            if (id.isBlank()) {
                throw new ChatException.NotFound(Thing.CONVERSATION, id);
            }
            Conversation known = conversations.find(call.caller(), new ConversationId(id));
            conversations.remove(call.caller(), known.dialog(), known.id());
        }
        return Envelope.web(true);
    }

    private Result deleteExchange(Call call) {
        Body body = call.body().requiring("conversation_id", "message_id");
        Conversation known = named(call, body);
        try {
            message(body).ifPresent(turn -> conversations.deleteExchange(call.caller(), known.id(), turn));
        } catch (ChatException.NotFound unknown) {
            return told(call, known); // what is not there is as good as deleted
        }
        return told(call, known);
    }

    private Result rate(Call call) {
        Body body = call.body().requiring("conversation_id", "message_id");
        Conversation known = named(call, body);
        boolean up = body.flag("thumbup", false);
        String remark = body.text("feedback").orElse("");
        var feedback = up ? new Feedback(Thumb.UP, "") : new Feedback(Thumb.DOWN, remark);
        try {
            message(body).ifPresent(turn -> conversations.rate(call.caller(), known.id(), turn, feedback));
        } catch (ChatException.NotFound unknown) {
            return told(call, known); // existing clients count on success
        }
        return told(call, known);
    }

    private Conversation named(Call call, Body body) {
        return body.text("conversation_id")
                .filter(id -> !id.isBlank())
                .map(id -> conversations.find(call.caller(), new ConversationId(id)))
                .orElseThrow(() -> new ChatException.NotFound(Thing.CONVERSATION, ""));
    }

    private static Optional<TurnId> message(Body body) {
        return body.text("message_id").filter(id -> !id.isBlank()).map(TurnId::new);
    }

    private Result told(Call call, Conversation known) {
        return Envelope.web(ConversationShape.conversation(read(call.caller(), known.id())));
    }
}
