package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Checked;
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
import dev.footnote.ports.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn while it is answered.
 *
 * <p>The first reader is written to by the turn's own thread, so its slowness slows the model down, but only for a
 * while: one that takes nothing is dropped, at once if somebody else reads too. Later readers follow the log on threads
 * of their own. Only a stop interrupts the turn's thread, and never while it writes to a reader that takes what it is
 * given.
 */
final class RunningTurn {

    private static final Logger log = LoggerFactory.getLogger(RunningTurn.class);

    /** How long a reader that takes nothing may hold up a stop. */
    private static final Duration UNTIL_STOPPED = Duration.ofMillis(250);

    /** How long a reader that takes nothing may hold up another one. */
    private static final Duration UNTIL_OTHERS = Duration.ofSeconds(1);

    private final TenantId tenant;
    private final TurnId id;
    private final TurnLog events;
    private final InstantSource clock;
    private final boolean background;
    private final Duration patience;
    private final Consumer<RunningTurn> unread;
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> readerDone = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile @Nullable Reply unstored;
    private int followers; // guarded by this, as what follows
    private @Nullable Sink<TurnEvent> reader;
    private @Nullable Thread thread;
    private @Nullable TurnEnd demanded;
    private boolean writing;
    private long writingSince;
    private long leftAt;

    RunningTurn(
            TenantId tenant,
            TurnId id,
            TurnLog events,
            InstantSource clock,
            boolean background,
            Duration patience,
            Consumer<RunningTurn> unread) {
        this.tenant = tenant;
        this.id = id;
        this.events = events;
        this.clock = clock;
        this.background = background;
        this.patience = patience;
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
        begun.complete(true);
    }

    /** Waits until it is known whether the turn begins, and says so. */
    boolean begins() {
        return begun.join();
    }

    void run(Opened opened, TurnWork work) {
        AnswerEvent last;
        Reply reply;
        try {
            push(opened);
            Answer answer = work.write(this::push);
            TurnEnd end = demandedOr(answer.cancelled() ? new TurnEnd.Stopped() : new TurnEnd.Complete());
            Instant now = clock.instant();
            last = end instanceof TurnEnd.Interrupted
                    ? new Ended(end)
                    : new Completed(
                            answer.text(),
                            answer.thinking(),
                            answer.reference(),
                            end,
                            answer.prompt(),
                            now,
                            answer.cut());
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
        Reply kept = unstored;
        work.ended(kept == null ? reply.end() : kept.end());
        over.complete(null);
        readerDone.complete(null);
    }

    private synchronized TurnEnd demandedOr(TurnEnd otherwise) {
        return demanded == null ? otherwise : demanded;
    }

    /** Takes the next event; {@code false} once the turn is to stop. */
    private boolean push(AnswerEvent event) {
        int number = events.add(event);
        boolean interrupted = Thread.interrupted(); // a stop is not to disturb a reader
        Sink<TurnEvent> first = beginWriting();
        boolean taken = first == null || first.push(new TurnEvent(id, number, event));
        boolean more = endWriting();
        if (!taken) {
            leave();
        }
        if (interrupted || !more) { // whatever the turn does next, it is not to wait
            Thread.currentThread().interrupt();
        }
        return more;
    }

    private synchronized @Nullable Sink<TurnEvent> beginWriting() {
        writing = reader != null;
        writingSince = System.nanoTime();
        return reader;
    }

    private synchronized boolean endWriting() {
        if (writing && Thread.interrupted()) {
            log.debug("Turn {} dropped a reader that took nothing", id.value());
        }
        writing = false;
        return demanded == null;
    }

    /** Drops the first reader if it takes nothing and that is not to be borne any longer. */
    synchronized void dropStuckReader() {
        if (writing
                && thread != null
                && System.nanoTime() - writingSince > patience().toNanos()) {
            thread.interrupt();
        }
    }

    private Duration patience() {
        if (demanded != null) {
            return UNTIL_STOPPED;
        }
        return followers > 0 && UNTIL_OTHERS.compareTo(patience) < 0 ? UNTIL_OTHERS : patience;
    }

    private void end(AnswerEvent last, Reply reply) {
        boolean interrupted = Thread.interrupted(); // the database is not to be disturbed by a stop
        boolean stored = events.storeEnd(reply, last);
        push(stored ? last : new Ended(new TurnEnd.Failed(Failures.NOT_STORED)));
        if (!stored) {
            unstored = new Reply(
                    id,
                    reply.text(),
                    reply.thinking(),
                    reply.reference(),
                    new TurnEnd.Failed(Failures.NOT_STORED),
                    reply.at());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** It cannot be known whether the turn was begun: if it was, that is how it ended. */
    void failedToBegin(StoreException failure) {
        var end = new TurnEnd.Failed(Failures.reason(failure));
        events.add(new Ended(end));
        unstored = replyOf(id, List.of(), end, clock.instant());
    }

    /** Whether the end of the turn is still to be stored. */
    boolean awaitsStore() {
        return unstored != null;
    }

    /** Tries once more to store the end of the turn; says whether it is stored. */
    boolean storeEndAgain() {
        Reply reply = unstored;
        return reply == null || events.storeEndAgain(reply);
    }

    /** Stores what has been sent and not stored yet. */
    void storeWaiting() {
        events.storeWaiting();
    }

    /**
     * Gives {@code follower} all events from {@code from} on, as they come, until the turn is over or it has enough.
     */
    void follow(int from, Sink<TurnEvent> follower) {
        arrive();
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
            depart();
        }
    }

    /** All events from {@code from} on, as soon as there is one or the turn is over; waits no longer than said. */
    List<AnswerEvent> await(int from, Duration wait) {
        arrive();
        try {
            return events.await(from, wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            depart();
        }
    }

    private synchronized void arrive() {
        followers++;
    }

    private void depart() {
        synchronized (this) {
            followers--;
            leftAt = System.nanoTime();
        }
        unread.accept(this);
    }

    /** The first reader is gone. */
    void leave() {
        synchronized (this) {
            reader = null;
            leftAt = System.nanoTime();
        }
        readerDone.complete(null);
        unread.accept(this);
    }

    /** The turn does not begin after all; whoever follows it is let go. */
    void abandon() {
        begun.complete(false);
        over.complete(null);
        readerDone.complete(null);
    }

    /** Stops the turn if nobody has read it for {@code grace}, unless it goes on in the background. */
    void stopIfUnread(Duration grace) {
        synchronized (this) {
            if (background || reader != null || followers > 0 || System.nanoTime() - leftAt < grace.toNanos()) {
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
            if (thread != null && !writing) { // a reader that takes nothing is seen to by dropStuckReader
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
                case Cited(String markers, var citations, boolean flagged) -> text.append(markers);
                case Opened o -> {}
                case Checked c -> {}
                case Completed c -> {}
                case Ended e -> {}
            }
        }
        return new Reply(turn, text.toString(), thinking.toString(), Reference.NONE, end, at);
    }
}
