package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

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
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.stream.Sink;
import io.javalin.http.Context;
import java.io.IOException;
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
            "message_id",
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
    private final Turns turns;

    Completions(ChatApplication app, Heartbeat heartbeat, Profile profile, Turns turns) {
        this.turns = turns;
        this.app = app;
        this.heartbeat = heartbeat;
        this.profile = profile;
    }

    List<Route> routes() {
        return List.of(DifyPaths.added(Route.key(POST, PATH, WORDING, this::complete)));
    }

    Result complete(Call call) throws IOException {
        var dialog = new DialogId(call.path("chat"));
        Optional<Result> again = turns.again(call);
        if (again.isPresent()) {
            return again.get();
        }
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
        return answer(call, request, RequestKeys.turn(call, dialog, body), streaming);
    }

    /**
     * Asks, and answers the call with frames or with one body.
     *
     * @param chosen the turn's id, if the client chose it; a known one is answered again
     */
    Result answer(Call call, AskRequest request, Optional<TurnId> chosen, boolean streaming) {
        try {
            if (chosen.filter(id -> app.resumeTurn().knows(call.caller(), id)).isPresent()) {
                return known(call, chosen.get(), streaming);
            }
            return streaming ? stream(call, request, chosen) : collect(call, request, chosen);
        } catch (ChatException.Conflict running) {
            throw new Refusal(TurnStream.asAnswer(Failures.envelope(running, WORDING)));
        } catch (ChatException.Invalid unusable) {
            if (unusable.thing() == Thing.QUESTION) {
                throw unusable;
            }
            return unanswered(call, Failures.envelope(unusable, WORDING), streaming);
        }
    }

    /** A question that cannot be put to the model is told as a model that failed is. */
    private static Result unanswered(Call call, Envelope failure, boolean streaming) {
        String reason = String.valueOf(failure.body().get("message"));
        if (!streaming) {
            return TurnStream.asAnswer(Envelope.error(100, reason, failure.outcome()));
        }
        var writer = call.stream();
        writer.send(List.of(new Frame("", FrameRenderer.error(reason)), new Frame("", FrameRenderer.over())));
        writer.close();
        return new Result.Done();
    }

    /** What {@code body} asks for; a condition on metadata counts instead of documents that are named. */
    static AskRequest.Builder request(DialogId dialog, Optional<String> session, String question, Body body) {
        Optional<MetadataFilter> condition = AskFields.condition(body);
        return AskRequest.to(dialog, question)
                .in(session.map(ConversationId::new))
                .variables(AskFields.variables(body, FIELDS))
                .documents(condition.isPresent() ? Optional.empty() : AskFields.documents(body))
                .metadata(condition)
                .quoting(body.flag("quote", true))
                .research(body.flag("reasoning", false))
                .background(body.flag("background", false))
                .named(name(body))
                .userLabel(body.text("user_id").orElse(""));
    }

    private Result open(Call call, DialogId dialog, Body body, boolean streaming) throws IOException {
        Conversation opened = app.manageConversations()
                .create(
                        call.caller(),
                        dialog,
                        name(body),
                        body.text("user_id").orElse(""),
                        AskFields.variables(body, FIELDS));
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
        var writer = call.stream();
        writer.send(List.of(
                new Frame("", Shape.of("code", 0, "message", "", "data", data)), new Frame("", FrameRenderer.over())));
        writer.close();
        return new Result.Done();
    }

    private Optional<StartedTurn> ask(Call call, AskRequest request, Optional<TurnId> chosen, Sink<TurnEvent> reader) {
        return chosen.isPresent()
                ? app.answerQuestion().askOnce(call.caller(), request, chosen.get(), reader)
                : Optional.of(app.answerQuestion().ask(call.caller(), request, reader));
    }

    private Result stream(Call call, AskRequest request, Optional<TurnId> chosen) {
        SseWriter writer = call.stream();
        var frames = new FrameRenderer("", -1);
        Optional<StartedTurn> started = ask(call, request, chosen, event -> writer.send(frames.render(event)));
        if (started.isEmpty()) {
            return known(call, chosen.orElseThrow(), true);
        }
        StartedTurn turn = started.get();
        turns.renewing(call, writer);
        if (call.context().method().equals(GET)) {
            writer.open(turn.turn().value() + ":-1");
        }
        writer.onGone(turn.leave());
        Runnable unwatch = heartbeat.watch(writer);
        var over = turn.ended().whenComplete((done, failure) -> {
            unwatch.run();
            writer.close();
        });
        call.context().future(() -> over);
        return new Result.Done();
    }

    private Result collect(Call call, AskRequest request, Optional<TurnId> chosen) {
        var last = new AtomicReference<@Nullable TurnEvent>();
        Sink<TurnEvent> reader = event -> {
            last.set(event);
            return true;
        };
        Optional<StartedTurn> started = ask(call, request, chosen, reader);
        if (started.isEmpty()) {
            return known(call, chosen.orElseThrow(), false);
        }
        StartedTurn turn = started.get();
        var over = turn.ended().thenRun(() -> answer(call.context(), turn.turn(), turn.conversation(), last.get()));
        call.context().future(() -> over);
        return new Result.Done();
    }

    /** Answers as the turn did that the request has begun already. */
    private Result known(Call call, TurnId id, boolean streaming) {
        if (streaming) {
            return turns.follow(call, id, -1);
        }
        ConversationId conversation = turns.conversation(call, id);
        var last = new AtomicReference<@Nullable TurnEvent>();
        app.resumeTurn().follow(call.caller(), id, 0, event -> {
            last.set(event);
            return true;
        });
        answer(call.context(), id, conversation, last.get());
        return new Result.Done();
    }

    private void answer(Context context, TurnId turn, ConversationId conversation, @Nullable TurnEvent last) {
        Map<String, @Nullable Object> body = switch (last == null ? null : last.event()) {
            case Completed completed ->
                DifyPaths.told(context, Shape.of("code", 0, "data", whole(turn, conversation, completed)));
            case Ended(TurnEnd.Failed(String reason)) -> FrameRenderer.error(reason);
            case null, default -> FrameRenderer.error("interrupted");
        };
        boolean whole = last != null && last.event() instanceof Completed;
        context.status(profile.status(whole ? Outcome.FINE : Outcome.UPSTREAM));
        context.contentType("application/json; charset=utf-8").result(Json.bytes(body));
    }

    private static Map<String, @Nullable Object> whole(TurnId turn, ConversationId conversation, Completed completed) {
        return Shape.of(
                "answer", completed.text(),
                "reference", ReferenceShape.reference(completed.reference()),
                "prompt", completed.prompt(),
                "created_at", Shape.seconds(completed.at()),
                "audio_binary", null,
                "id", turn.value(),
                "message_id", turn.value(),
                "session_id", conversation.value());
    }

    private static String name(Body body) {
        return body.text("name").filter(name -> !name.isBlank()).orElse("New session");
    }
}
