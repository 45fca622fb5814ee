package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Listing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chat assistants as models of OpenAI's API. */
final class OpenAiRoutes {

    private static final Route.Wording CHAT = new Route.Wording(Map.of(Thing.DIALOG, "You don't own the chat %s"));
    private static final Route.Wording MODEL =
            new Route.Wording(Map.of(Thing.DIALOG, "The model `%s` does not exist or you do not have access to it."));

    private final ChatApplication app;
    private final TurnStream stream;

    OpenAiRoutes(ChatApplication app, TurnStream stream) {
        this.app = app;
        this.stream = stream;
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
        Caller caller = call.caller();
        AskRequest asking = asking(dialog, request, answer.citing(), streaming);
        var asked = new Asked(
                caller,
                Optional.empty(),
                new OpenAiFrames(answer),
                reader -> Optional.of(app.answerQuestion().ask(caller, asking, reader)),
                turn -> stop(caller, turn));
        return stream.begin(call, asked, streaming);
    }

    /** Ends a turn whose reader is gone: nobody can come back for it. */
    private void stop(Caller caller, TurnId turn) {
        try {
            app.stopTurn().stop(caller, turn);
        } catch (ChatException.NotFound over) {
            // it ended by itself
        }
    }

    private static AskRequest asking(Dialog dialog, OpenAiRequest request, boolean citing, boolean streaming) {
        return AskRequest.to(dialog.id(), request.question())
                .history(Optional.of(request.history()))
                .variables(request.variables())
                .metadata(request.condition())
                .noted(request.noted())
                .quoting(citing)
                .streaming(streaming)
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
