package dev.footnote.adapter.http;

import com.google.common.base.Splitter;
import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.stream.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Answers a request with a turn: as a stream of frames while it is written, or as one object when it is whole. */
final class TurnStream {

    private final Heartbeat heartbeat;
    private final Profile profile;

    TurnStream(Heartbeat heartbeat, Profile profile) {
        this.heartbeat = heartbeat;
        this.profile = profile;
    }

    /**
     * Streams the turn that {@code ask} begins.
     *
     * @param first is sent before the turn's frames
     */
    Result stream(Call call, List<Frame> first, Function<Sink<TurnEvent>, StartedTurn> ask) {
        var writer = call.stream();
        var frames = new FrameRenderer("", -1);
        StartedTurn turn = ask.apply(event -> {
            List<Frame> rendered = frames.render(event);
            if (!(event.event() instanceof Opened)) {
                return writer.send(rendered);
            }
            var opening = new ArrayList<Frame>(first);
            opening.addAll(rendered);
            return writer.send(opening);
        });
        writer.onGone(turn.leave());
        Runnable unwatch = heartbeat.watch(writer);
        var over = turn.ended().whenComplete((done, failure) -> {
            unwatch.run();
            writer.close();
        });
        call.context().future(() -> over);
        return new Result.Done();
    }

    /**
     * Waits for the turn that {@code ask} begins.
     *
     * @param envelope makes the body of an answer's data
     */
    Result collect(
            Call call,
            UnaryOperator<Map<String, @Nullable Object>> envelope,
            Function<Sink<TurnEvent>, StartedTurn> ask) {
        var last = new AtomicReference<@Nullable TurnEvent>();
        StartedTurn turn = ask.apply(event -> {
            last.set(event);
            return true;
        });
        var over = turn.ended().thenRun(() -> answer(call, turn, last.get(), envelope));
        call.context().future(() -> over);
        return new Result.Done();
    }

    private void answer(
            Call call,
            StartedTurn turn,
            @Nullable TurnEvent last,
            UnaryOperator<Map<String, @Nullable Object>> envelope) {
        boolean whole = last != null && last.event() instanceof Completed;
        Map<String, @Nullable Object> body = switch (last == null ? null : last.event()) {
            case Completed completed -> envelope.apply(data(turn, completed));
            case Ended(TurnEnd.Failed(String reason)) -> FrameRenderer.error(reason);
            case null, default -> FrameRenderer.error("interrupted");
        };
        call.context().status(profile.status(whole ? Outcome.FINE : Outcome.UPSTREAM));
        call.context().contentType("application/json; charset=utf-8").result(Json.bytes(body));
    }

    private static Map<String, @Nullable Object> data(StartedTurn turn, Completed completed) {
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

    /**
     * Streams a turn again, behind the event that {@code lastId} names, while it is written or later.
     *
     * @param follow gives all events of the turn to its sink, and returns when there are no more
     */
    Result follow(
            Call call,
            TurnId id,
            ConversationId conversation,
            Optional<String> lastId,
            BiConsumer<TurnId, Sink<TurnEvent>> follow) {
        var writer = call.stream();
        var frames = new FrameRenderer(
                conversation.value(), lastId.map(text -> number(id, text)).orElse(-1));
        Thread reading = Thread.currentThread();
        writer.onGone(reading::interrupt);
        Runnable unwatch = heartbeat.watch(writer);
        try {
            follow.accept(id, event -> writer.send(frames.render(event)));
        } finally {
            unwatch.run();
            writer.close();
        }
        return new Result.Done();
    }

    /** Tells a question that cannot be put to the model as a model that failed is told. */
    Result unanswered(Call call, ChatException.Invalid unusable, boolean streaming) {
        Envelope failure = Failures.envelope(unusable, Route.Wording.PLAIN);
        String reason = String.valueOf(failure.body().get("message"));
        if (unusable.thing() == Thing.QUESTION || !streaming) {
            throw new Refusal(asAnswer(Envelope.error(100, reason, failure.outcome())));
        }
        var writer = call.stream();
        writer.send(List.of(new Frame("", FrameRenderer.error(reason)), new Frame("", FrameRenderer.over())));
        writer.close();
        return new Result.Done();
    }

    /** The turn of an event's id. */
    static TurnId turn(String lastId) {
        String turn = Splitter.on(':').splitToList(lastId).getFirst();
        if (turn.isBlank()) {
            throw Refusal.invalid(101, "`Last-Event-ID` is not an id of an event.");
        }
        return new TurnId(turn);
    }

    private static int number(TurnId turn, String lastId) {
        String prefix = turn.value() + ":";
        try {
            return lastId.startsWith(prefix) ? Integer.parseInt(lastId.substring(prefix.length())) : -1;
        } catch (NumberFormatException e) {
            throw Refusal.invalid(101, "`Last-Event-ID` is not an id of an event.");
        }
    }

    /** The failure with its text where clients that wait for an answer read it. */
    static Envelope asAnswer(Envelope failure) {
        Map<String, @Nullable Object> body = failure.body();
        body.put("data", Shape.of("answer", "**ERROR**: " + body.get("message"), "reference", List.of()));
        return failure;
    }
}
