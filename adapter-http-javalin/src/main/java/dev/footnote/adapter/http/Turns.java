package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.google.common.base.Splitter;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.ResumeTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows turns, again and from anywhere, and stops them. */
final class Turns {

    private static final String PATH = "/api/v1/chats/{chat}/completions";
    private static final Route.Wording WORDING = new Route.Wording(Map.of(Thing.DIALOG, "You don't own the chat %s"));
    private static final int MOST_SECONDS = 60;

    private final ChatApplication app;
    private final Heartbeat heartbeat;
    private final Tickets tickets;

    Turns(ChatApplication app, Heartbeat heartbeat, Tickets tickets) {
        this.app = app;
        this.heartbeat = heartbeat;
        this.tickets = tickets;
    }

    /** @param ask what a question in the query goes to */
    List<Route> routes(Route.Operation ask) {
        return List.of(
                ticketed(GET, PATH, call -> attach(call, ask)),
                ticketed(GET, PATH + "/{turn}/events", this::events),
                ticketed(GET, PATH + "/{turn}", this::poll),
                Route.key(POST, PATH + "/{turn}/stop", WORDING, this::stop),
                Route.key(POST, PATH + "/ticket", WORDING, this::ticket));
    }

    private static Route ticketed(HandlerType method, String path, Route.Operation operation) {
        return new Route(method, path, Set.of(), Credential.TICKET, WORDING, operation);
    }

    /** Goes on behind the event that the request names as the last one that its sender has; empty if it names none. */
    Optional<Result> again(Call call) {
        return call.header("Last-Event-ID").map(id -> {
            String turn = Splitter.on(':').splitToList(id).getFirst();
            if (turn.isBlank()) {
                throw badId();
            }
            return follow(call, new TurnId(turn), after(new TurnId(turn), id));
        });
    }

    /**
     * Streams the frames of a turn behind number {@code after}; answers with nothing if there are none and will be
     * none.
     */
    Result follow(Call call, TurnId id, int after) {
        ConversationId conversation = conversation(call, id);
        if (readToItsEnd(call, id, conversation, after)) {
            call.context().status(204);
            return new Result.Done();
        }
        var frames = new FrameRenderer(conversation.value(), after);
        SseWriter writer = call.stream();
        renewing(call, writer);
        writer.open("");
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

    /** Keeps the ticket of the request good for a while after {@code writer} has closed. */
    void renewing(Call call, SseWriter writer) {
        call.ticket().ifPresent(ticket -> writer.onClose(() -> tickets.renew(ticket)));
    }

    private boolean readToItsEnd(Call call, TurnId id, ConversationId conversation, int after) {
        if (after < 0) {
            return false;
        }
        ResumeTurn.Slice all = app.resumeTurn().read(call.caller(), id, 0, Duration.ZERO);
        return all.ended() && render(conversation, after, all).isEmpty();
    }

    private static List<Frame> render(ConversationId conversation, int after, ResumeTurn.Slice slice) {
        var renderer = new FrameRenderer(conversation.value(), after);
        var frames = new ArrayList<Frame>();
        for (TurnEvent event : slice.events()) {
            frames.addAll(renderer.render(event));
        }
        return frames;
    }

    private Result attach(Call call, Route.Operation ask) throws IOException {
        Optional<Result> again = again(call);
        if (again.isPresent()) {
            return again.get();
        }
        Body body = call.body();
        Optional<ConversationId> session =
                body.text("session_id").filter(id -> !id.isBlank()).map(ConversationId::new);
        boolean asking = body.text("question").filter(text -> !text.isBlank()).isPresent();
        if (asking || session.isEmpty()) {
            return ask.run(call);
        }
        app.manageConversations().find(call.caller(), dialog(call), session.get());
        Optional<Turn> latest = app.resumeTurn().latest(call.caller(), session.get());
        if (latest.isEmpty()) {
            call.context().status(204);
            return new Result.Done();
        }
        return follow(call, latest.get().id(), -1);
    }

    private Result events(Call call) {
        var id = new TurnId(call.path("turn"));
        return follow(
                call,
                id,
                call.header("Last-Event-ID").map(text -> after(id, text)).orElse(-1));
    }

    private Result poll(Call call) {
        var id = new TurnId(call.path("turn"));
        ConversationId conversation = conversation(call, id);
        int after = call.number("after", -1);
        Duration wait = Duration.ofSeconds(Math.clamp(call.number("wait", 0), 0, MOST_SECONDS));
        long until = System.nanoTime() + wait.toNanos();
        int known = 0;
        ResumeTurn.Slice all = app.resumeTurn().read(call.caller(), id, 0, Duration.ZERO);
        List<Frame> frames = render(conversation, after, all);
        while (frames.isEmpty() && !all.ended() && until - System.nanoTime() > 0) {
            known = all.events().size();
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (app.resumeTurn()
                    .read(call.caller(), id, known, left.isNegative() ? Duration.ZERO : left)
                    .events()
                    .isEmpty()) {
                break;
            }
            all = app.resumeTurn().read(call.caller(), id, 0, Duration.ZERO);
            frames = render(conversation, after, all);
        }
        return Envelope.token(polled(call, id, conversation, frames, all.ended()));
    }

    private Map<String, @Nullable Object> polled(
            Call call, TurnId id, ConversationId conversation, List<Frame> frames, boolean ended) {
        var events = new ArrayList<Map<String, @Nullable Object>>();
        for (Frame frame : frames) {
            events.add(Shape.of("id", frame.id(), "event", frame.body()));
        }
        Optional<TurnEnd> end = ended ? app.resumeTurn().find(call.caller(), id).end() : Optional.empty();
        return Shape.of(
                "id", id.value(),
                "session_id", conversation.value(),
                "status", end.map(Turns::status).orElse("running"),
                "events", events);
    }

    private static String status(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Complete complete -> "complete";
            case TurnEnd.Stopped stopped -> "stopped";
            case TurnEnd.Failed failed -> "failed";
            case TurnEnd.Interrupted interrupted -> "interrupted";
        };
    }

    private Result stop(Call call) {
        var id = new TurnId(call.path("turn"));
        conversation(call, id);
        app.stopTurn().stop(call.caller(), id);
        return Envelope.token();
    }

    private Result ticket(Call call) {
        String session = call.body()
                .text("session_id")
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> Refusal.invalid(101, "`session_id` is required."));
        var conversation = app.manageConversations().find(call.caller(), dialog(call), new ConversationId(session));
        String key = Authentication.key(call.context(), Credential.API_KEY).orElse("");
        return Envelope.token(Shape.of(
                "ticket",
                tickets.issue(call.caller(), conversation.dialog(), conversation.id(), key),
                "expires_in",
                Tickets.LIFE.toSeconds()));
    }

    /** The conversation of a turn of this chat, and of the ticket if there is one. */
    ConversationId conversation(Call call, TurnId id) {
        var turn = app.resumeTurn().find(call.caller(), id);
        boolean closed = call.ticket()
                .filter(ticket -> !ticket.conversation().equals(turn.conversation()))
                .isPresent();
        try {
            if (!closed) {
                return app.manageConversations()
                        .find(call.caller(), dialog(call), turn.conversation())
                        .id();
            }
        } catch (ChatException.NotFound elsewhere) {
            // it is told below, as what the client asked for
        }
        throw new ChatException.NotFound(Thing.TURN, id.value());
    }

    private static DialogId dialog(Call call) {
        return new DialogId(call.path("chat"));
    }

    private static int after(TurnId turn, String lastId) {
        String prefix = turn.value() + ":";
        try {
            return lastId.startsWith(prefix) ? Integer.parseInt(lastId.substring(prefix.length())) : -1;
        } catch (NumberFormatException e) {
            throw badId();
        }
    }

    private static Refusal badId() {
        return Refusal.invalid(101, "`Last-Event-ID` is not an id of an event.");
    }
}
