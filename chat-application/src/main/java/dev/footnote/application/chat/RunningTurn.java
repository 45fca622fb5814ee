package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.citation.Reference;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TurnRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * One turn while it is answered, and the log of its events.
 *
 * <p>The first reader is written to by the turn's own thread, so its slowness slows the model down. Later readers
 * follow the log on threads of their own.
 */
final class RunningTurn {

    private static final Logger log = LoggerFactory.getLogger(RunningTurn.class);

    /** How long the end of a turn is tried to be stored while the database is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TenantId tenant;
    private final Question question;
    private final TurnRepository turns;
    private final boolean background;
    private final Consumer<RunningTurn> unread;
    private final CompletableFuture<Void> readerDone = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final List<AnswerEvent> events = new ArrayList<>(); // guarded by this, as what follows
    private int stored;
    private int followers;
    private @Nullable Sink<TurnEvent> reader;
    private @Nullable Thread thread;
    private @Nullable TurnEnd demanded;

    RunningTurn(
            TenantId tenant,
            Question question,
            TurnRepository turns,
            boolean background,
            Consumer<RunningTurn> unread) {
        this.tenant = tenant;
        this.question = question;
        this.turns = turns;
        this.background = background;
        this.unread = unread;
    }

    TenantId tenant() {
        return tenant;
    }

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
        push(opened);
        AnswerEvent last;
        try {
            Answer answer = work.apply(this::push);
            TurnEnd end = demandedOr(answer.cancelled() ? new TurnEnd.Stopped() : new TurnEnd.Complete());
            last = new Completed(
                    answer.text(), answer.thinking(), answer.reference(), end, answer.prompt(), Instant.now());
        } catch (RuntimeException failure) {
            TurnEnd end = demandedOr(new TurnEnd.Failed(Failures.reason(failure)));
            if (end instanceof TurnEnd.Failed) {
                log.warn("Turn {} failed: {}", question.turn().value(), Failures.describe(failure));
            }
            last = new Ended(end);
        }
        end(last);
        over.complete(null);
        readerDone.complete(null);
    }

    private synchronized TurnEnd demandedOr(TurnEnd otherwise) {
        return demanded == null ? otherwise : demanded;
    }

    /** Takes the next event; {@code false} once the turn is to stop. */
    private boolean push(AnswerEvent event) {
        Sink<TurnEvent> first;
        int number;
        synchronized (this) {
            number = events.size();
            events.add(event);
            first = reader;
            notifyAll();
        }
        if (first != null && !first.push(new TurnEvent(question.turn(), number, event))) {
            leave();
        }
        synchronized (this) {
            return demanded == null;
        }
    }

    private void end(AnswerEvent last) {
        boolean interrupted = Thread.interrupted(); // the database is not to be disturbed by a stop
        AnswerEvent told = store(last) ? last : new Ended(new TurnEnd.Failed(Failures.NOT_STORED));
        push(told);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean store(AnswerEvent last) {
        List<AnswerEvent> waiting;
        int from;
        synchronized (this) {
            from = stored;
            waiting = new ArrayList<>(events.subList(from, events.size()));
            stored = events.size() + 1;
        }
        waiting.add(last);
        Reply reply = switch (last) {
            case Completed(var text, var thinking, var reference, var end, var prompt, var at) ->
                new Reply(question.turn(), text, thinking, reference, end, at);
            case Ended(TurnEnd end) -> replyOf(question.turn(), snapshot(), end, Instant.now());
            default -> throw new IllegalStateException("no last event: " + last);
        };
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                turns.end(question.turn(), reply, from, waiting);
                return true;
            } catch (StoreException e) {
                if (System.nanoTime() > until || !pause()) {
                    log.error(
                            "The end of turn {} cannot be stored",
                            question.turn().value(),
                            e);
                    return false;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stores what has been sent and not stored yet. */
    synchronized void storeWaiting() {
        if (over.isDone() || stored >= events.size()) {
            return;
        }
        try {
            turns.append(question.turn(), stored, List.copyOf(events.subList(stored, events.size())));
            stored = events.size();
        } catch (StoreException e) {
            log.warn("Events of turn {} wait for the database", question.turn().value());
        }
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
            for (AnswerEvent event = await(next); event != null; event = await(next)) {
                if (!follower.push(new TurnEvent(question.turn(), next, event))) {
                    return;
                }
                next++;
            }
        } finally {
            synchronized (this) {
                followers--;
            }
            unread.accept(this);
        }
    }

    private synchronized @Nullable AnswerEvent await(int number) {
        try {
            while (number >= events.size()) {
                if (over.isDone() || (!events.isEmpty() && isLast(events.getLast()))) {
                    return null;
                }
                wait(1_000);
            }
            return events.get(number);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static boolean isLast(AnswerEvent event) {
        return event instanceof Completed || event instanceof Ended;
    }

    private synchronized List<AnswerEvent> snapshot() {
        return List.copyOf(events);
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
