package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import com.google.common.base.Splitter;
import dev.footnote.application.ChatApplication;
import dev.footnote.application.chat.ResumeTurn;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests with turns, on every path that asks or reads one: as a stream while it is written, as one body when
 * it is whole, and again from any of its frames.
 */
final class TurnStream {

    private final ChatApplication app;
    private final Heartbeat heartbeat;
    private final Profile profile;
    private final Tickets tickets;

    TurnStream(ChatApplication app, Heartbeat heartbeat, Profile profile, Tickets tickets) {
        this.app = app;
        this.heartbeat = heartbeat;
        this.profile = profile;
        this.tickets = tickets;
    }

    /** As {@link #begin}; what keeps the question from the model is told where clients wait for the answer. */
    Result answer(Call call, Asked asked, boolean streaming, Route.Wording wording) {
        try {
            return begin(call, asked, streaming);
        } catch (ChatException.Conflict running) {
            throw new Refusal(asAnswer(Failures.envelope(running, wording)));
        } catch (ChatException.Invalid unusable) {
            if (unusable.thing() == Thing.QUESTION) {
                throw unusable;
            }
            return unanswered(call, Failures.envelope(unusable, wording), streaming);
        }
    }

    /** Answers with the turn that is asked for; with the one of the chosen id if it was begun before. */
    Result begin(Call call, Asked asked, boolean streaming) {
        Optional<Asked.Chosen> known =
                asked.chosen().filter(chosen -> app.resumeTurn().knows(asked.caller(), chosen.id()));
        if (known.isPresent()) {
            return again(call, asked, known.get(), streaming);
        }
        return streaming ? stream(call, asked) : collect(call, asked);
    }

    private Result stream(Call call, Asked asked) {
        SseWriter writer = call.stream();
        Optional<StartedTurn> started = asked.start().begin(event -> {
            boolean there = writer.send(asked.telling().part(event));
            if (!there) {
                asked.lost().accept(event.turn());
            }
            return there;
        });
        if (started.isEmpty()) {
            return again(call, asked, asked.chosen().orElseThrow(), true);
        }
        StartedTurn turn = started.get();
        renewing(call, writer);
        if (call.context().method().equals(GET)) {
            writer.open(turn.turn().value() + ":-1");
        }
        writer.onGone(() -> {
            turn.leave().run();
            asked.lost().accept(turn.turn());
        });
        Runnable unwatch = heartbeat.watch(writer);
        var over = turn.ended().whenComplete((done, failure) -> {
            unwatch.run();
            writer.close();
        });
        call.context().future(() -> over);
        return new Result.Done();
    }

    private Result collect(Call call, Asked asked) {
        var last = new AtomicReference<@Nullable TurnEvent>();
        Optional<StartedTurn> started = asked.start().begin(event -> {
            last.set(event);
            return true;
        });
        if (started.isEmpty()) {
            return again(call, asked, asked.chosen().orElseThrow(), false);
        }
        StartedTurn turn = started.get();
        var over = turn.ended().thenRun(() -> tell(call, asked.telling(), turn.turn(), turn.conversation(), last));
        call.context().future(() -> over);
        return new Result.Done();
    }

    /** Answers as the turn did that the request has begun already. */
    private Result again(Call call, Asked asked, Asked.Chosen chosen, boolean streaming) {
        ConversationId conversation = chosen.conversation().get();
        if (streaming) {
            return follow(call, asked.caller(), chosen.id(), conversation, -1);
        }
        var last = new AtomicReference<@Nullable TurnEvent>();
        app.resumeTurn().follow(asked.caller(), chosen.id(), 0, event -> {
            last.set(event);
            return true;
        });
        tell(call, asked.telling(), chosen.id(), conversation, last);
        return new Result.Done();
    }

    private void tell(
            Call call,
            Telling telling,
            TurnId turn,
            ConversationId conversation,
            AtomicReference<@Nullable TurnEvent> last) {
        TurnEvent end = last.get();
        telling.whole(turn, conversation, end == null ? new Ended(new TurnEnd.Interrupted()) : end.event())
                .write(call.context(), profile);
    }

    /** Tells a question that cannot be put to the model as a model that failed is told. */
    private static Result unanswered(Call call, Envelope failure, boolean streaming) {
        String reason = String.valueOf(failure.body().get("message"));
        return streaming
                ? told(call, FrameRenderer.error(reason))
                : asAnswer(Envelope.error(100, reason, failure.outcome()));
    }

    /** Tells a conversation that was opened without a question. */
    static Result opened(Call call, Conversation opened, boolean streaming) {
        Map<String, @Nullable Object> data = opening(opened, opened.opener());
        return streaming ? told(call, Shape.of("code", 0, "message", "", "data", data)) : Envelope.token(data);
    }

    /** What is told of a conversation before there is a turn. */
    static Map<String, @Nullable Object> opening(Conversation opened, String text) {
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

    /** A stream of one frame that belongs to no turn. */
    private static Result told(Call call, Map<String, @Nullable Object> body) {
        SseWriter writer = call.stream();
        writer.send(List.of(new Frame("", body), new Frame("", FrameRenderer.over())));
        writer.close();
        return new Result.Done();
    }

    /** The failure with its text where clients that wait for an answer read it. */
    static Envelope asAnswer(Envelope failure) {
        Map<String, @Nullable Object> body = failure.body();
        body.put("data", Shape.of("answer", "**ERROR**: " + body.get("message"), "reference", List.of()));
        return failure;
    }

    /**
     * Streams the frames of a turn behind number {@code after}, while it is written or later; answers with nothing if
     * there are none and will be none.
     */
    Result follow(Call call, Caller caller, TurnId id, ConversationId conversation, int after) {
        if (readToItsEnd(caller, id, conversation, after)) {
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
            app.resumeTurn().follow(caller, id, 0, event -> writer.send(frames.render(event)));
        } finally {
            unwatch.run();
            writer.close();
        }
        return new Result.Done();
    }

    private boolean readToItsEnd(Caller caller, TurnId id, ConversationId conversation, int after) {
        if (after < 0) {
            return false;
        }
        ResumeTurn.Slice all = app.resumeTurn().read(caller, id, 0, Duration.ZERO);
        return all.ended() && frames(conversation, after, all).isEmpty();
    }

    /** The frames of a turn's events behind number {@code after}. */
    static List<Frame> frames(ConversationId conversation, int after, ResumeTurn.Slice all) {
        var renderer = new FrameRenderer(conversation.value(), after);
        var frames = new ArrayList<Frame>();
        for (TurnEvent event : all.events()) {
            frames.addAll(renderer.render(event));
        }
        return frames;
    }

    /** Keeps the ticket of the request good for a while after {@code writer} has closed. */
    private void renewing(Call call, SseWriter writer) {
        call.ticket().ifPresent(ticket -> writer.onClose(() -> tickets.renew(ticket)));
    }

    /** The turn of an event's id. */
    static TurnId turn(String lastId) {
        String turn = Splitter.on(':').splitToList(lastId).getFirst();
        if (turn.isBlank()) {
            throw badId();
        }
        return new TurnId(turn);
    }

    /** The number of an event of {@code turn} by its id; -1 for one of another turn. */
    static int number(TurnId turn, String lastId) {
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
