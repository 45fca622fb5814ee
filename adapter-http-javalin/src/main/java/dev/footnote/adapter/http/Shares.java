package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.stream.Sink;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chats that are shared by a link: what the holder of a share token may do. */
final class Shares {

    private static final String PATH = "/api/v1/chatbots/{dialog}";
    private static final Set<String> FIELDS =
            Set.of("question", "session_id", "stream", "user_id", "doc_ids", "quote", "reasoning", "background");

    private final ChatApplication app;
    private final TurnStream turns;

    Shares(ChatApplication app, Heartbeat heartbeat, Profile profile) {
        this.app = app;
        this.turns = new TurnStream(heartbeat, profile);
    }

    List<Route> routes() {
        return List.of(
                route(GET, "/v1/conversation/getsse/{dialog}", "Dialog not found!", this::read)
                        .alias("/api/conversation/getsse/{dialog}"),
                route(GET, PATH + "/info", "Can't find dialog by ID: %s", this::info),
                route(POST, PATH + "/completions", "Dialog not found", this::complete),
                route(GET, PATH + "/completions/{turn}/events", "Dialog not found", this::events),
                route(POST, PATH + "/completions/{turn}/stop", "Dialog not found", this::stop));
    }

    private Route route(HandlerType method, String path, String unknownDialog, Shared operation) {
        var wording = new Route.Wording(Map.of(Thing.DIALOG, unknownDialog, Thing.CONVERSATION, "Session not found!"));
        return new Route(method, path, Set.of(), Credential.SHARE, wording, call -> {
            Share share = call.share();
            try {
                return operation.run(call, share, new DialogId(call.path("dialog")));
            } catch (ChatException.Forbidden other) {
                throw new Refusal(
                        Envelope.full(103, "The token was made to share another chat.", false, Outcome.FORBIDDEN));
            }
        });
    }

    private Result read(Call call, Share share, DialogId id) {
        Dialog dialog = app.sharedChats().find(share, id);
        var known = Dialogs.known(app, app.sharedChats().caller(share), List.of(dialog));
        return Envelope.web(DialogShape.shared(dialog, known));
    }

    private Result info(Call call, Share share, DialogId id) {
        Dialog.Settings settings = app.sharedChats().find(share, id).settings();
        return Envelope.token(Shape.of(
                "title", settings.name(),
                "avatar", settings.icon(),
                "prologue", settings.prompt().opener(),
                "has_tavily_key", DialogShape.searchesTheWeb(settings)));
    }

    private Result complete(Call call, Share share, DialogId dialog) {
        try {
            app.sharedChats().find(share, dialog);
            return completed(call, share, dialog);
        } catch (ChatException.NotFound missing) {
            throw new Refusal(Envelope.full(100, unknown(missing), null, Outcome.NOT_FOUND));
        }
    }

    private static String unknown(ChatException.NotFound missing) {
        return switch (missing.thing()) {
            case DIALOG -> "Dialog not found";
            case CONVERSATION -> "Session not found!";
            default -> "There is no %s of this chat.".formatted(missing.subject());
        };
    }

    private Result completed(Call call, Share share, DialogId dialog) {
        Optional<String> lastId = call.header("Last-Event-ID");
        if (lastId.isPresent()) {
            return follow(call, share, dialog, TurnStream.turn(lastId.get()), lastId);
        }
        Body body = call.body();
        boolean streaming = body.flag("stream", true);
        Optional<ConversationId> session =
                body.text("session_id").filter(id -> !id.isBlank()).map(ConversationId::new);
        String question = body.text("question").orElse("");
        if (question.isBlank() && session.isPresent()) {
            throw Refusal.unusable("`question` is required.");
        }
        if (session.isPresent()) {
            return ask(call, share, request(dialog, session.get(), body), List.of(), streaming);
        }
        Conversation opened = app.sharedChats()
                .begin(share, dialog, "New session", body.text("user_id").orElse(""));
        return question.isBlank()
                ? open(call, opened, streaming)
                : ask(
                        call,
                        share,
                        request(dialog, opened.id(), body),
                        List.of(new Frame("", Shape.of("code", 0, "message", "", "data", opening(opened, "")))),
                        streaming);
    }

    private static AskRequest request(DialogId dialog, ConversationId session, Body body) {
        return AskRequest.to(dialog, body.text("question").orElse(""))
                .in(Optional.of(session))
                .variables(AskFields.variables(body, FIELDS))
                .documents(AskFields.documents(body))
                .quoting(body.flag("quote", false))
                .research(body.flag("reasoning", false))
                .background(body.flag("background", false))
                .userLabel(body.text("user_id").orElse(""))
                .build();
    }

    private Result ask(Call call, Share share, AskRequest request, List<Frame> first, boolean streaming) {
        Function<Sink<TurnEvent>, StartedTurn> ask = reader -> app.sharedChats().ask(share, request, reader);
        try {
            return streaming
                    ? turns.stream(call, first, ask)
                    : turns.collect(call, data -> Shape.of("code", 0, "data", data), ask);
        } catch (ChatException.Conflict running) {
            throw new Refusal(TurnStream.asAnswer(Failures.envelope(running, Route.Wording.PLAIN)));
        } catch (ChatException.Invalid unusable) {
            return turns.unanswered(call, unusable, streaming);
        }
    }

    private static Result open(Call call, Conversation opened, boolean streaming) {
        Map<String, @Nullable Object> data = opening(opened, opened.opener());
        if (!streaming) {
            return Envelope.token(data);
        }
        var writer = call.stream();
        writer.send(List.of(
                new Frame("", Shape.of("code", 0, "message", "", "data", data)), new Frame("", FrameRenderer.over())));
        writer.close();
        return new Result.Done();
    }

    private static Map<String, @Nullable Object> opening(Conversation opened, String text) {
        return Shape.of(
                "answer",
                text,
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
    }

    private Result events(Call call, Share share, DialogId dialog) {
        return follow(call, share, dialog, new TurnId(call.path("turn")), call.header("Last-Event-ID"));
    }

    private Result follow(Call call, Share share, DialogId dialog, TurnId id, Optional<String> lastId) {
        Turn turn = app.sharedChats().turn(share, dialog, id);
        return turns.follow(
                call,
                id,
                turn.conversation(),
                lastId,
                (followed, reader) -> app.resumeTurn().follow(app.sharedChats().caller(share), followed, 0, reader));
    }

    private Result stop(Call call, Share share, DialogId dialog) {
        Turn turn = app.sharedChats().turn(share, dialog, new TurnId(call.path("turn")));
        app.stopTurn().stop(app.sharedChats().caller(share), turn.id());
        return Envelope.token();
    }

    /** What a route does for the holder of a share token. */
    @FunctionalInterface
    private interface Shared {
        Result run(Call call, Share share, DialogId dialog) throws IOException;
    }
}
