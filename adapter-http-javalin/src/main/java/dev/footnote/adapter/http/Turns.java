package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.ResumeTurn;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows turns, again and from anywhere, and stops them, below the path where they are asked for. */
final class Turns {

    private static final int MOST_SECONDS = 60;

    private final ChatApplication app;
    private final TurnStream stream;
    private final Tickets tickets;
    private final Face face;

    Turns(ChatApplication app, TurnStream stream, Tickets tickets, Face face) {
        this.app = app;
        this.stream = stream;
        this.tickets = tickets;
        this.face = face;
    }

    /** A path where questions are asked, and how it differs from another one. */
    interface Face {

        /** A route that takes no ticket; {@code rest} is what follows the path. */
        Route route(HandlerType method, String rest, Route.Operation operation);

        /** What a ticketed route takes where it has none. */
        Credential ticketed();

        /** How the field is called that names the conversation. */
        String conversation();

        /** The conversation; fails unless the request may read it. */
        Conversation find(Call call, ConversationId id);

        /** Whether a {@code GET} brings a question. */
        boolean asks(Body body);

        /** Answers a question. */
        Result ask(Call call) throws IOException;

        /** A success with something to tell. */
        Envelope told(Map<String, @Nullable Object> data);

        /** A success with nothing to tell. */
        Envelope done();
    }

    List<Route> routes() {
        return List.of(
                ticketed("", this::attach),
                ticketed("/{turn}/events", this::events),
                ticketed("/{turn}", this::poll),
                face.route(POST, "/{turn}/stop", this::stop),
                face.route(POST, "/ticket", this::ticket));
    }

    private Route ticketed(String rest, Route.Operation operation) {
        Route route = face.route(GET, rest, operation);
        return new Route(GET, route.path(), route.aliases(), face.ticketed(), route.wording(), operation);
    }

    /** Goes on behind the event that the request names as the last one that its sender has; empty if it names none. */
    Optional<Result> again(Call call) {
        return call.header("Last-Event-ID").map(id -> {
            TurnId turn = TurnStream.turn(id);
            return follow(call, turn, TurnStream.number(turn, id));
        });
    }

    /** An id that a request gives to its turn. */
    Asked.Chosen chosen(Call call, TurnId id) {
        return new Asked.Chosen(id, () -> conversation(call, id));
    }

    private Result follow(Call call, TurnId id, int after) {
        return stream.follow(call, call.caller(), id, conversation(call, id), after);
    }

    private Result attach(Call call) throws IOException {
        Optional<Result> again = again(call);
        if (again.isPresent()) {
            return again.get();
        }
        Body body = call.body();
        Optional<ConversationId> conversation =
                body.text(face.conversation()).filter(id -> !id.isBlank()).map(ConversationId::new);
        if (conversation.isEmpty() || face.asks(body)) {
            return face.ask(call);
        }
        Conversation found = face.find(call, conversation.get());
        Optional<Turn> latest = app.resumeTurn().latest(call.caller(), found.id());
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
                call.header("Last-Event-ID")
                        .map(text -> TurnStream.number(id, text))
                        .orElse(-1));
    }

    private Result poll(Call call) {
        var id = new TurnId(call.path("turn"));
        ConversationId conversation = conversation(call, id);
        int after = call.number("after", -1);
        Duration wait = Duration.ofSeconds(Math.clamp(call.number("wait", 0), 0, MOST_SECONDS));
        long until = System.nanoTime() + wait.toNanos();
        int known = 0;
        ResumeTurn.Slice all = app.resumeTurn().read(call.caller(), id, 0, Duration.ZERO);
        List<Frame> frames = TurnStream.frames(conversation, after, all);
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
            frames = TurnStream.frames(conversation, after, all);
        }
        return face.told(polled(call, id, conversation, frames, all.ended()));
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
        return face.done();
    }

    private Result ticket(Call call) {
        String id = call.body()
                .text(face.conversation())
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.invalid(101, "`%s` is required.".formatted(face.conversation())));
        Conversation conversation = face.find(call, new ConversationId(id));
        String key = Authentication.key(call.context(), face.ticketed()).orElse("");
        return face.told(Shape.of(
                "ticket",
                tickets.issue(call.caller(), conversation.dialog(), conversation.id(), key),
                "expires_in",
                Tickets.LIFE.toSeconds()));
    }

    /** The conversation of a turn, if the request may read it; that of the ticket if it has one. */
    private ConversationId conversation(Call call, TurnId id) {
        Turn turn = app.resumeTurn().find(call.caller(), id);
        boolean closed = call.ticket()
                .filter(ticket -> !ticket.conversation().equals(turn.conversation()))
                .isPresent();
        try {
            if (!closed) {
                return face.find(call, turn.conversation()).id();
            }
        } catch (ChatException.NotFound elsewhere) {
            // it is told below, as what the client asked for
        }
        throw new ChatException.NotFound(Thing.TURN, id.value());
    }
}
