package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.conversation.Message.Reply;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TurnRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one turn, in order, and how many of them are stored.
 *
 * <p>Whoever adds an event never waits for the database: storing has a lock of its own.
 */
final class TurnLog {

    private static final Logger log = LoggerFactory.getLogger(TurnLog.class);

    /** How long the end of a turn is tried to be stored while the database is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    private final TurnId turn;
    private final Optional<TurnRepository> turns;
    private final List<AnswerEvent> events = new ArrayList<>(); // guarded by this
    private final ReentrantLock storing = new ReentrantLock();
    private int stored; // guarded by storing, as what follows
    private boolean closed;

    /** @param turns empty if nothing is to be stored */
    TurnLog(TurnId turn, Optional<TurnRepository> turns) {
        this.turn = turn;
        this.turns = turns;
    }

    /** Adds {@code event} and returns its number. */
    synchronized int add(AnswerEvent event) {
        events.add(event);
        notifyAll();
        return events.size() - 1;
    }

    synchronized List<AnswerEvent> from(int number) {
        return List.copyOf(events.subList(number, events.size()));
    }

    /** Event {@code number} as soon as there is one; null when the log ended before it. */
    synchronized @Nullable AnswerEvent await(int number) throws InterruptedException {
        while (number >= events.size()) {
            if (over()) {
                return null;
            }
            wait();
        }
        return events.get(number);
    }

    /** All events from {@code number} on, once there is one or the log has ended or {@code wait} is over. */
    synchronized List<AnswerEvent> await(int number, Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        while (number >= events.size() && !over()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return List.of();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return number < events.size() ? from(number) : List.of();
    }

    private synchronized boolean over() {
        return !events.isEmpty() && isLast(events.getLast());
    }

    private static boolean isLast(AnswerEvent event) {
        return event instanceof Completed || event instanceof Ended;
    }

    /** Stores what has been added and not stored yet; at once when another thread is storing. */
    void storeWaiting() {
        if (turns.isEmpty() || !storing.tryLock()) {
            return;
        }
        try {
            List<AnswerEvent> waiting = closed ? List.of() : from(stored);
            if (!waiting.isEmpty()) {
                turns.get().append(turn, stored, waiting);
                stored += waiting.size();
            }
        } catch (StoreException e) {
            log.warn("Events of turn {} wait for the database", turn.value());
        } finally {
            storing.unlock();
        }
    }

    /**
     * Stores what waits, {@code last} and the reply, all or nothing; tries again while the database is away.
     *
     * @return whether it is stored
     */
    boolean storeEnd(Reply reply, AnswerEvent last) {
        if (turns.isEmpty()) {
            return true;
        }
        storing.lock();
        try {
            closed = true;
            var waiting = new ArrayList<>(from(stored));
            waiting.add(last);
            long until = System.nanoTime() + PATIENCE.toNanos();
            StoreException failure;
            do {
                try {
                    turns.get().end(turn, reply, stored, waiting);
                    return true;
                } catch (StoreException e) {
                    failure = e;
                }
            } while (System.nanoTime() < until && paused());
            log.error("The end of turn {} cannot be stored", turn.value(), failure);
            return false;
        } finally {
            storing.unlock();
        }
    }

    /** Tries once more what {@link #storeEnd} did not manage; the last event is in the log by now. */
    boolean storeEndAgain(Reply reply) {
        if (turns.isEmpty()) {
            return true;
        }
        storing.lock();
        try {
            closed = true;
            turns.get().end(turn, reply, stored, from(stored));
            return true;
        } catch (StoreException e) {
            return false;
        } finally {
            storing.unlock();
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_TRIES);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
