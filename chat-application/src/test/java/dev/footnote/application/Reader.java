package dev.footnote.application;

import static java.util.Objects.requireNonNull;

import dev.footnote.application.chat.StartedTurn;
import dev.footnote.application.chat.TurnEvent;
import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Cited;
import dev.footnote.domain.answer.AnswerEvent.Completed;
import dev.footnote.domain.answer.AnswerEvent.Ended;
import dev.footnote.domain.answer.AnswerEvent.Progress;
import dev.footnote.domain.answer.Delta;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.stream.Sink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a turn and remembers what it read. */
public final class Reader implements Sink<TurnEvent> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final int most;
    private final List<TurnEvent> read = new CopyOnWriteArrayList<>();
    private volatile @Nullable StartedTurn turn;

    /** A reader that stays to the end. */
    public Reader() {
        this(Integer.MAX_VALUE);
    }

    private Reader(int most) {
        this.most = most;
    }

    /** A reader that has enough with its {@code most}-th event, at least 1. */
    public static Reader leavingAfter(int most) {
        return new Reader(most);
    }

    @Override
    public boolean push(TurnEvent event) {
        read.add(event);
        return read.size() < most;
    }

    void started(StartedTurn started) {
        turn = started;
    }

    public StartedTurn turn() {
        return requireNonNull(turn, "no turn was started");
    }

    public TurnId id() {
        return turn().turn();
    }

    /** Waits until this reader has the last event, or has left. */
    public Reader awaitEnd() {
        await(() -> turn().ended().isDone());
        return this;
    }

    public List<TurnEvent> read() {
        return List.copyOf(read);
    }

    public List<AnswerEvent> events() {
        return read.stream().map(TurnEvent::event).toList();
    }

    public AnswerEvent last() {
        return read.getLast().event();
    }

    /** How the turn ended, as this reader was told. */
    public TurnEnd end() {
        return switch (last()) {
            case Completed completed -> completed.end();
            case Ended ended -> ended.end();
            default -> throw new AssertionError("the last event is " + last());
        };
    }

    /** The answer as far as it was read, markers included. */
    public String text() {
        var text = new StringBuilder();
        for (AnswerEvent event : events()) {
            if (event instanceof Progress(Delta.Text(String piece))) {
                text.append(piece);
            } else if (event instanceof Cited(String markers, var citations, boolean flagged)) {
                text.append(markers);
            }
        }
        return text.toString();
    }

    /** Waits for what happens by itself, for far longer than it takes. */
    public static void await(BooleanSupplier condition) {
        await(PATIENCE, condition);
    }

    /** The same for at most {@code patience}. */
    public static void await(Duration patience, BooleanSupplier condition) {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("it did not happen within " + patience);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
