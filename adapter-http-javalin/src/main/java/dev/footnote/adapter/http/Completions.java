package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.DocumentId;
import dev.footnote.domain.stream.Sink;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks questions, follows and stops turns. */
final class Completions {

    private static final String PATH = "/api/v1/chats/{chat}/completions";
    private static final Set<String> FIELDS = Set.of(
            "question",
            "session_id",
            "stream",
            "name",
            "user_id",
            "metadata_condition",
            "doc_ids",
            "kb_ids",
            "quote",
            "reasoning",
            "background");
    private static final Route.Wording WORDING = new Route.Wording(Map.of(Thing.DIALOG, "You don't own the chat %s"));

    private final ChatApplication app;
    private final Heartbeat heartbeat;
    private final Profile profile;

    Completions(ChatApplication app, Heartbeat heartbeat, Profile profile) {
        this.app = app;
        this.heartbeat = heartbeat;
        this.profile = profile;
    }

    List<Route> routes() {
        return List.of(
                DifyPaths.added(Route.key(POST, PATH, WORDING, this::complete)),
                Route.key(GET, PATH + "/{turn}/events", WORDING, this::events),
                Route.key(POST, PATH + "/{turn}/stop", WORDING, this::stop));
    }

    private Result complete(Call call) throws IOException {
        var dialog = new DialogId(call.path("chat"));
        Optional<String> lastId = call.header("Last-Event-ID");
        if (lastId.isPresent()) {
            List<String> parts = Splitter.on(':').splitToList(lastId.get());
            if (parts.getFirst().isBlank()) {
                throw Refusal.invalid(101, "`Last-Event-ID` is not an id of an event.");
            }
            return follow(call, new TurnId(parts.getFirst()), lastId);
        }
        Body body = call.body();
        Optional<String> session = body.text("session_id").filter(id -> !id.isBlank());
        boolean streaming = body.flag("stream", true);
        String question = body.text("question").orElse("");
        if (session.isEmpty() && question.isBlank()) {
            return open(call, dialog, body, streaming);
        }
        check(body);
        if (!body.has("question")) {
            app.manageDialogs().find(call.caller(), dialog);
            throw Refusal.unusable("`question` is required.");
        }
        return answer(call, request(dialog, session, question, body).build(), streaming);
    }

    /** Asks, and answers the call with frames or with one body. */
    Result answer(Call call, AskRequest request, boolean streaming) {
        try {
            return streaming ? stream(call, request) : collect(call, request);
        } catch (ChatException.Conflict running) {
            throw new Refusal(asAnswer(Failures.envelope(running, WORDING)));
        } catch (ChatException.Invalid unusable) {
            if (unusable.thing() == Thing.QUESTION) {
                throw unusable;
            }
            return unanswered(call, Failures.envelope(unusable, WORDING), streaming);
        }
    }

    /** The failure with the text where clients of this route read it. */
    private static Envelope asAnswer(Envelope failure) {
        failure.body()
                .put("data", Shape.of("answer", "**ERROR**: " + failure.body().get("message"), "reference", List.of()));
        return failure;
    }

    /** A question that cannot be put to the model is told as a model that failed is. */
    private static Result unanswered(Call call, Envelope failure, boolean streaming) {
        String reason = String.valueOf(failure.body().get("message"));
        if (!streaming) {
            return asAnswer(Envelope.error(100, reason, failure.outcome()));
        }
        var writer = new SseWriter(call.context().res());
        writer.send(List.of(new Frame("", FrameRenderer.error(reason)), new Frame("", FrameRenderer.over())));
        writer.close();
        return new Result.Done();
    }

    /** Refuses a condition that is none; the lists are read where they are used. */
    private static void check(Body body) {
        if (body.find("metadata_condition")
                .filter(node -> !node.isObject() && !nothing(node))
                .isPresent()) {
            throw Refusal.invalid(102, "metadata_condition must be an object.");
        }
    }

    /** Whether clients of a language where nothing is false would call this nothing. */
    private static boolean nothing(JsonNode node) {
        return node.isNull()
                || node.isTextual() && node.textValue().isEmpty()
                || node.isArray() && node.isEmpty()
                || node.isBoolean() && !node.booleanValue()
                || node.isNumber() && node.doubleValue() == 0;
    }

    /** What {@code body} asks for. */
    static AskRequest.Builder request(DialogId dialog, Optional<String> session, String question, Body body) {
        return AskRequest.to(dialog, question)
                .in(session.map(ConversationId::new))
                .variables(variables(body))
                .documents(documents(body))
                .quoting(body.flag("quote", true))
                .research(body.flag("reasoning", false))
                .background(body.flag("background", false))
                .named(name(body))
                .userLabel(body.text("user_id").orElse(""));
    }

    private Result open(Call call, DialogId dialog, Body body, boolean streaming) throws IOException {
        Conversation opened = app.manageConversations()
                .create(call.caller(), dialog, name(body), body.text("user_id").orElse(""));
        Map<String, @Nullable Object> data = Shape.of(
                "answer",
                opened.opener(),
                "reference",
                Shape.of(),
                "audio_binary",
                null,
                "id",
                null,
                "message_id",
                null,
                "session_id",
                opened.id().value());
        if (!streaming) {
            return Envelope.token(data);
        }
        var writer = new SseWriter(call.context().res());
        writer.send(List.of(
                new Frame("", Shape.of("code", 0, "message", "", "data", data)), new Frame("", FrameRenderer.over())));
        writer.close();
        return new Result.Done();
    }

    private Result stream(Call call, AskRequest request) {
        var writer = new SseWriter(call.context().res());
        var frames = new FrameRenderer("", -1);
        StartedTurn turn = app.answerQuestion().ask(call.caller(), request, event -> writer.send(frames.render(event)));
        writer.onGone(turn.leave());
        Runnable unwatch = heartbeat.watch(writer);
        var over = turn.ended().whenComplete((done, failure) -> {
            unwatch.run();
            writer.close();
        });
        call.context().future(() -> over);
        return new Result.Done();
    }

    private Result collect(Call call, AskRequest request) {
        var last = new AtomicReference<@Nullable TurnEvent>();
        Sink<TurnEvent> reader = event -> {
            last.set(event);
            return true;
        };
        StartedTurn turn = app.answerQuestion().ask(call.caller(), request, reader);
        var over = turn.ended().thenRun(() -> answer(call.context(), turn, last.get()));
        call.context().future(() -> over);
        return new Result.Done();
    }

    private void answer(Context context, StartedTurn turn, @Nullable TurnEvent last) {
        Map<String, @Nullable Object> body = switch (last == null ? null : last.event()) {
            case Completed completed -> DifyPaths.told(context, Shape.of("code", 0, "data", whole(turn, completed)));
            case Ended(TurnEnd.Failed(String reason)) -> FrameRenderer.error(reason);
            case null, default -> FrameRenderer.error("interrupted");
        };
        boolean whole = last != null && last.event() instanceof Completed;
        context.status(profile.status(whole ? Outcome.FINE : Outcome.UPSTREAM));
        context.contentType("application/json; charset=utf-8").result(Json.bytes(body));
    }

    private static Map<String, @Nullable Object> whole(StartedTurn turn, Completed completed) {
        return Shape.of(
                "answer", completed.text(),
                "reference", ReferenceShape.reference(completed.reference()),
                "prompt", completed.prompt(),
                "created_at", Shape.seconds(completed.at()),
                "audio_binary", null,
                "id", turn.turn().value(),
                "message_id", turn.turn().value(),
                "session_id", turn.conversation().value());
    }

    private Result events(Call call) {
        return follow(call, new TurnId(call.path("turn")), call.header("Last-Event-ID"));
    }

    private Result follow(Call call, TurnId id, Optional<String> lastId) {
        ConversationId conversation = conversation(call, id);
        var writer = new SseWriter(call.context().res());
        var frames = new FrameRenderer(
                conversation.value(), lastId.map(text -> number(id, text)).orElse(-1));
        Thread reading = Thread.currentThread();
        writer.onGone(reading::interrupt);
        Runnable unwatch = heartbeat.watch(writer);
        try {
            app.resumeTurn().follow(call.caller(), id, 0, event -> writer.send(frames.render(event)));
        } finally {
            unwatch.run();
            writer.close();
        }
        return new Result.Done();
    }

    private Result stop(Call call) {
        var id = new TurnId(call.path("turn"));
        conversation(call, id);
        app.stopTurn().stop(call.caller(), id);
        return Envelope.token();
    }

    /** The conversation of a turn of this chat. */
    private ConversationId conversation(Call call, TurnId id) {
        var dialog = app.manageDialogs().find(call.caller(), new DialogId(call.path("chat")));
        var turn = app.resumeTurn().find(call.caller(), id);
        try {
            return app.manageConversations()
                    .find(call.caller(), dialog.id(), turn.conversation())
                    .id();
        } catch (ChatException.NotFound elsewhere) {
            throw new ChatException.NotFound(Thing.TURN, id.value());
        }
    }

    private static int number(TurnId turn, String lastId) {
        String prefix = turn.value() + ":";
        try {
            return lastId.startsWith(prefix) ? Integer.parseInt(lastId.substring(prefix.length())) : -1;
        } catch (NumberFormatException e) {
            throw Refusal.invalid(101, "`Last-Event-ID` is not an id of an event.");
        }
    }

    private static String name(Body body) {
        return body.text("name").filter(name -> !name.isBlank()).orElse("New session");
    }

    private static Map<String, String> variables(Body body) {
        var variables = new HashMap<String, String>();
        body.others(FIELDS).forEach((key, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                variables.put(key, value.toString());
            }
        });
        return variables;
    }

    private static Optional<Set<DocumentId>> documents(Body body) {
        Optional<JsonNode> node = body.find("doc_ids");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        var ids = new LinkedHashSet<DocumentId>();
        List<String> texts = node.get().isArray()
                ? body.texts("doc_ids")
                : Splitter.on(',')
                        .trimResults()
                        .splitToList(body.text("doc_ids").orElse(""));
        texts.stream().filter(text -> !text.isBlank()).forEach(text -> ids.add(new DocumentId(text)));
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }
}
