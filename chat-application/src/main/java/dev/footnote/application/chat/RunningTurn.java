package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.stream.Sink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn while it is answered.
 *
 * <p>The first reader is written to by the turn's own thread, so its slowness slows the model down. Later readers
 * follow the log on threads of their own.
 */
final class RunningTurn {

    private static final Logger log = LoggerFactory.getLogger(RunningTurn.class);

    private final TenantId tenant;
    private final TurnId id;
    private final TurnLog events;
    private final InstantSource clock;
    private final boolean background;
    private final Consumer<RunningTurn> unread;
    private final CompletableFuture<Void> readerDone = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private int followers; // guarded by this, as what follows
    private @Nullable Sink<TurnEvent> reader;
    private @Nullable Thread thread;
    private @Nullable TurnEnd demanded;

    RunningTurn(
            TenantId tenant,
            TurnId id,
            TurnLog events,
            InstantSource clock,
            boolean background,
            Consumer<RunningTurn> unread) {
        this.tenant = tenant;
        this.id = id;
        this.events = events;
        this.clock = clock;
        this.background = background;
        this.unread = unread;
    }

    TenantId tenant() {
        return tenant;
    }

    TurnId id() {
        return id;
    }

    /** Done when the first reader has the last event or is gone. */
    CompletableFuture<Void> ended() {
        return readerDone;
    }

    synchronized void read(Sink<TurnEvent> first) {
        reader = first;
    }

    synchronized void startOn(Thread worker) {
        thread = worker;
        worker.start();
    }

    void run(Opened opened, Function<Sink<AnswerEvent>, Answer> work) {
        AnswerEvent last;
        Reply reply;
        try {
            push(opened);
            Answer answer = work.apply(this::push);
            TurnEnd end = demandedOr(answer.cancelled() ? new TurnEnd.Stopped() : new TurnEnd.Complete());
            Instant now = clock.instant();
            last = new Completed(answer.text(), answer.thinking(), answer.reference(), end, answer.prompt(), now);
            reply = new Reply(id, answer.text(), answer.thinking(), answer.reference(), end, now);
        } catch (RuntimeException | Error failure) {
            TurnEnd end = demandedOr(new TurnEnd.Failed(Failures.reason(failure)));
            if (end instanceof TurnEnd.Failed) {
                log.warn("Turn {} failed: {}", id.value(), Failures.describe(failure));
            }
            last = new Ended(end);
            reply = replyOf(id, events.from(0), end, clock.instant());
        }
        end(last, reply);
        over.complete(null);
        readerDone.complete(null);
    }

    private synchronized TurnEnd demandedOr(TurnEnd otherwise) {
        return demanded == null ? otherwise : demanded;
    }

    /** Takes the next event; {@code false} once the turn is to stop. */
    private boolean push(AnswerEvent event) {
        int number = events.add(event);
        Sink<TurnEvent> first;
        synchronized (this) {
            first = reader;
        }
        if (first != null && !first.push(new TurnEvent(id, number, event))) {
            leave();
        }
        synchronized (this) {
            return demanded == null;
        }
    }

    private void end(AnswerEvent last, Reply reply) {
        boolean interrupted = Thread.interrupted(); // the database is not to be disturbed by a stop
        boolean stored = events.storeEnd(reply, last);
        push(stored ? last : new Ended(new TurnEnd.Failed(Failures.NOT_STORED)));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stores what has been sent and not stored yet. */
    void storeWaiting() {
        events.storeWaiting();
    }

    /**
     * Gives {@code follower} all events from {@code from} on, as they come, until the turn is over or it has enough.
     */
    void follow(int from, Sink<TurnEvent> follower) {
        synchronized (this) {
            followers++;
        }
        try {
            int next = from;
            AnswerEvent event = events.await(next);
            while (event != null && follower.push(new TurnEvent(id, next, event))) {
                next++;
                event = events.await(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                followers--;
            }
            unread.accept(this);
        }
    }

    /** The first reader is gone. */
    void leave() {
        synchronized (this) {
            reader = null;
        }
        readerDone.complete(null);
        unread.accept(this);
    }

    void stopIfUnread() {
        synchronized (this) {
            if (background || reader != null || followers > 0) {
                return;
            }
        }
        demand(new TurnEnd.Stopped());
    }

    void stop() {
        demand(new TurnEnd.Stopped());
    }

    void interrupt() {
        demand(new TurnEnd.Interrupted());
    }

    private synchronized void demand(TurnEnd end) {
        if (demanded == null && !over.isDone()) {
            demanded = end;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    boolean awaitEnd(long nanos) {
        try {
            over.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a client has read of an answer that did not come to its end. */
    static Reply replyOf(TurnId turn, List<AnswerEvent> events, TurnEnd end, Instant at) {
        var text = new StringBuilder();
        var thinking = new StringBuilder();
        for (AnswerEvent event : events) {
            switch (event) {
                case Progress(Delta.Text(String piece)) -> text.append(piece);
                case Progress(Delta.Thinking(String piece)) -> thinking.append(piece);
                case Cited(String markers, var citations) -> text.append(markers);
                case Opened o -> {}
                case Completed c -> {}
                case Ended e -> {}
            }
        }
        return new Reply(turn, text.toString(), thinking.toString(), Reference.NONE, end, at);
    }
}
