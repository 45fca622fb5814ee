package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Listing;
import dev.footnote.domain.stream.Sink;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Chat assistants as models of OpenAI's API. */
final class OpenAiRoutes {

    private static final Route.Wording CHAT = new Route.Wording(Map.of(Thing.DIALOG, "You don't own the chat %s"));
    private static final Route.Wording MODEL =
            new Route.Wording(Map.of(Thing.DIALOG, "The model `%s` does not exist or you do not have access to it."));

    private final ChatApplication app;
    private final Heartbeat heartbeat;
    private final Profile profile;

    OpenAiRoutes(ChatApplication app, Heartbeat heartbeat, Profile profile) {
        this.app = app;
        this.heartbeat = heartbeat;
        this.profile = profile;
    }

    List<Route> routes() {
        return List.of(
                Route.key(POST, "/api/v1/chats_openai/{chat}/chat/completions", CHAT, this::ofChat),
                Route.key(POST, "/v1/chat/completions", MODEL, this::ofModel),
                Route.key(GET, "/v1/models", MODEL, this::models),
                Route.key(GET, "/v1/models/{model}", MODEL, call -> plain(model(find(call, call.path("model"))))));
    }

    private Result ofChat(Call call) {
        OpenAiRequest request = OpenAiRequest.of(call.body());
        Dialog dialog = app.manageDialogs().find(call.caller(), new DialogId(call.path("chat")));
        var answer = new OpenAiAnswer(
                "chatcmpl-" + dialog.id().value(),
                request.model(),
                "model",
                app.answerQuestion().now().getEpochSecond(),
                request.question(),
                request.citing().orElse(false),
                app.answerQuestion()::tokens);
        return complete(call, dialog, request, answer, request.streaming().orElse(true));
    }

    private Result ofModel(Call call) {
        OpenAiRequest request = OpenAiRequest.of(call.body());
        Dialog dialog = find(call, request.model());
        var answer = new OpenAiAnswer(
                "",
                request.model(),
                request.model(),
                app.answerQuestion().now().getEpochSecond(),
                request.question(),
                request.citing().orElse(true),
                app.answerQuestion()::tokens);
        return complete(call, dialog, request, answer, request.streaming().orElse(false));
    }

    private Result complete(Call call, Dialog dialog, OpenAiRequest request, OpenAiAnswer answer, boolean streaming) {
        AskRequest asked = asked(dialog, request, answer.citing());
        return streaming ? stream(call, asked, answer) : collect(call, asked, answer);
    }

    private Result stream(Call call, AskRequest asked, OpenAiAnswer answer) {
        Caller caller = call.caller();
        var writer = call.stream();
        var frames = new OpenAiFrames(answer);
        Sink<TurnEvent> reader = event -> {
            String text = frames.render(event);
            boolean there = text.isEmpty() || writer.send(text);
            if (!there) {
                stop(caller, event.turn());
            }
            return there;
        };
        StartedTurn turn = app.answerQuestion().ask(caller, asked, reader);
        writer.onGone(() -> {
            turn.leave().run();
            stop(caller, turn.turn());
        });
        Runnable unwatch = heartbeat.watch(writer);
        var over = turn.ended().whenComplete((done, failure) -> {
            unwatch.run();
            writer.close();
        });
        call.context().future(() -> over);
        return new Result.Done();
    }

    /** Ends a turn whose reader is gone: nobody can come back for it. */
    private void stop(Caller caller, TurnId turn) {
        try {
            app.stopTurn().stop(caller, turn);
        } catch (ChatException.NotFound over) {
            // it ended by itself
        }
    }

    private Result collect(Call call, AskRequest asked, OpenAiAnswer answer) {
        var last = new AtomicReference<@Nullable TurnEvent>();
        StartedTurn turn = app.answerQuestion().ask(call.caller(), asked, event -> {
            last.set(event);
            return true;
        });
        var over = turn.ended().thenRun(() -> tell(call.context(), answer.to(turn.turn()), last.get()));
        call.context().future(() -> over);
        return new Result.Done();
    }

    private void tell(Context context, OpenAiAnswer answer, @Nullable TurnEvent last) {
        Envelope told = switch (last == null ? null : last.event()) {
            case Completed completed -> plain(answer.whole(completed));
            case Ended(TurnEnd end) -> OpenAiFrames.failure(end);
            case null, default -> OpenAiFrames.failure(new TurnEnd.Interrupted());
        };
        context.status(OpenAiFailures.status(context.path(), told.outcome(), profile));
        context.contentType("application/json; charset=utf-8");
        context.result(Json.bytes(OpenAiFailures.body(context.path(), told)));
    }

    private static AskRequest asked(Dialog dialog, OpenAiRequest request, boolean citing) {
        return AskRequest.to(dialog.id(), request.question())
                .history(Optional.of(request.history()))
                .variables(request.variables())
                .metadata(request.condition())
                .quoting(citing)
                .model(request.options().text("llm_id").filter(name -> !name.isBlank()))
                .generation(request.generation())
                .ephemeral(!request.options().flag("store", false))
                .userLabel(request.options().text("user").orElse(""))
                .build();
    }

    private Result models(Call call) {
        return plain(Shape.of(
                "object",
                "list",
                "data",
                app.manageDialogs().list(call.caller(), Listing.ALL).items().stream()
                        .map(OpenAiRoutes::model)
                        .toList()));
    }

    /** The chat of that id, else of that name. */
    private Dialog find(Call call, String model) {
        try {
            return app.manageDialogs().find(call.caller(), new DialogId(model));
        } catch (ChatException.NotFound none) {
            var named = new Listing(Optional.of(model), "", Listing.Order.CREATED, true, 0, 1);
            return app.manageDialogs().list(call.caller(), named).items().stream()
                    .findFirst()
                    .orElseThrow(() -> none);
        }
    }

    private static Map<String, @Nullable Object> model(Dialog dialog) {
        return Shape.of(
                "id", dialog.id().value(),
                "object", "model",
                "created", dialog.createdAt().getEpochSecond(),
                "owned_by", dialog.tenant().value(),
                "name", dialog.settings().name());
    }

    private static Envelope plain(Map<String, @Nullable Object> body) {
        return new Envelope(body, Outcome.FINE);
    }
}
