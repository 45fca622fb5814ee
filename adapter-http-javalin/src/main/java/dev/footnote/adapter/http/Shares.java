package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.AskRequest;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.Dialog;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.dialog.Origin;
import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Secret;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Chats that are shared by a link: what the holder of a share token may do. */
final class Shares {

    private static final String PATH = "/api/v1/chatbots/{dialog}";
    private static final Set<String> FIELDS = Set.of(
            "question",
            "session_id",
            "stream",
            "user_id",
            "doc_ids",
            "quote",
            "reasoning",
            "background",
            "reference_metadata");

    private final ChatApplication app;
    private final TurnStream stream;

    Shares(ChatApplication app, TurnStream stream) {
        this.app = app;
        this.stream = stream;
    }

    List<Route> routes() {
        return List.of(
                route(GET, "/v1/conversation/getsse/{dialog}", "Dialog not found!", this::read)
                        .alias("/api/conversation/getsse/{dialog}"),
                route(GET, PATH + "/info", "Can't find dialog by ID: %s", this::info),
                route(POST, PATH + "/completions", "Dialog not found", this::complete),
                route(GET, PATH + "/completions/{turn}/events", "Dialog not found", this::events),
                new Route(
                        PUT,
                        "/v1/api/share",
                        Set.of(),
                        Credential.SESSION,
                        new Route.Wording(Map.of(Thing.CREDENTIAL, "There is no such share token.")),
                        this::embed),
                route(POST, PATH + "/completions/{turn}/stop", "Dialog not found", this::stop));
    }

    private Route route(HandlerType method, String path, String unknownDialog, Shared operation) {
        var wording = new Route.Wording(Map.of(Thing.DIALOG, unknownDialog, Thing.CONVERSATION, "Session not found!"));
        return new Route(method, path, Set.of(), Credential.SHARE, wording, call -> {
            Share share = call.share();
            keepToOrigins(app, call);
            try {
                return operation.run(call, share, new DialogId(call.path("dialog")));
            } catch (ChatException.Forbidden other) {
                throw new Refusal(
                        Envelope.full(103, "The token was made to share another chat.", false, Outcome.FORBIDDEN));
            }
        });
    }

    /** Lets a browser read the answer on the pages alone that may embed what the token opens. */
    static void keepToOrigins(ChatApplication app, Call call) {
        Authentication.session(call.context())
                .ifPresent(token -> Cors.restrict(
                        call.context(), origin -> app.sharedChats().embeds(token, origin)));
    }

    private Result embed(Call call) {
        Body body = call.body().requiring("beta", "origins");
        List<String> origins = body.texts("origins");
        if (!origins.stream().allMatch(Origin::is)) {
            throw Refusal.invalid(101, "`origins` must be a list of origins, such as https://example.org.");
        }
        var token = new Secret(body.text("beta").orElse(""));
        app.sharedChats()
                .embed(call.caller(), token, origins.stream().map(Origin::new).collect(Collectors.toSet()));
        return Envelope.web(true);
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
            return follow(call, share, dialog, TurnStream.turn(lastId.get()));
        }
        Body body = call.body();
        boolean streaming = body.flag("stream", true);
        Optional<ConversationId> session =
                body.text("session_id").filter(id -> !id.isBlank()).map(ConversationId::new);
        String question = body.text("question").orElse("");
        if (question.isBlank()) {
            if (session.isPresent()) {
                throw Refusal.unusable("`question` is required.");
            }
            return TurnStream.opened(call, begun(share, dialog, body), streaming);
        }
        Optional<TurnId> chosen = RequestKeys.turn(
                call, share.tenant(), dialog, session.map(ConversationId::value).orElse(""), body);
        Optional<ConversationId> known = session.or(() -> chosen.filter(
                        id -> app.resumeTurn().knows(app.sharedChats().caller(share), id))
                .map(id -> app.sharedChats().turn(share, dialog, id).conversation()));
        if (known.isPresent()) {
            return ask(call, share, request(dialog, known.get(), body), chosen, Optional.empty(), streaming);
        }
        Conversation fresh = begun(share, dialog, body);
        return ask(call, share, request(dialog, fresh.id(), body), chosen, Optional.of(fresh), streaming);
    }

    private Conversation begun(Share share, DialogId dialog, Body body) {
        return app.sharedChats()
                .begin(share, dialog, "New session", body.text("user_id").orElse(""));
    }

    private static AskRequest request(DialogId dialog, ConversationId session, Body body) {
        return AskRequest.to(dialog, body.text("question").orElse(""))
                .in(Optional.of(session))
                .variables(AskFields.variables(body, FIELDS))
                .documents(AskFields.documents(body))
                .noted(AskFields.noted(body))
                .quoting(body.flag("quote", false))
                .research(body.flag("reasoning", false))
                .streaming(body.flag("stream", true))
                .background(body.flag("background", false))
                .userLabel(body.text("user_id").orElse(""))
                .build();
    }

    /** @param fresh the conversation, if it was begun for this question; it is told first */
    private Result ask(
            Call call,
            Share share,
            AskRequest request,
            Optional<TurnId> chosen,
            Optional<Conversation> fresh,
            boolean streaming) {
        List<Frame> first = fresh
                .map(opened ->
                        new Frame("", Shape.of("code", 0, "message", "", "data", TurnStream.opening(opened, ""))))
                .stream()
                .toList();
        var telling = new FrameTelling(new FrameRenderer("", -1), first, data -> Shape.of("code", 0, "data", data));
        var asked = new Asked(
                app.sharedChats().caller(share),
                chosen.map(id -> new Asked.Chosen(
                        id,
                        () -> app.sharedChats()
                                .turn(share, request.dialog(), id)
                                .conversation())),
                telling,
                reader -> {
                    Optional<StartedTurn> started = app.sharedChats().ask(share, request, chosen, reader);
                    if (started.isEmpty()) { // the same request came twice at once
                        fresh.ifPresent(unused -> app.sharedChats().withdraw(share, unused));
                    }
                    return started;
                });
        return stream.answer(call, asked, streaming, Route.Wording.PLAIN);
    }

    private Result events(Call call, Share share, DialogId dialog) {
        return follow(call, share, dialog, new TurnId(call.path("turn")));
    }

    private Result follow(Call call, Share share, DialogId dialog, TurnId id) {
        Turn turn = app.sharedChats().turn(share, dialog, id);
        int after = call.header("Last-Event-ID")
                .map(text -> TurnStream.number(id, text))
                .orElse(-1);
        return stream.follow(call, app.sharedChats().caller(share), id, turn.conversation(), after);
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
