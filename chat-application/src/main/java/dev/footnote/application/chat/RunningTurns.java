package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.store.StoreException;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.TurnRepository.Unfinished;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turns that are being answered in this process, each on a virtual thread of its own. */
public final class RunningTurns {

    private static final Logger log = LoggerFactory.getLogger(RunningTurns.class);

    /** How often events that wait are stored, so that none is stored later than a second after it was sent. */
    private static final Duration STORE_EVERY = Duration.ofMillis(900);

    /** How often readers that take nothing are looked for. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final TurnRepository turns;
    private final InstantSource clock;
    private final Duration grace;
    private final Duration patience;
    private final Map<TurnId, RunningTurn> running = new ConcurrentHashMap<>();
    private final Set<RunningTurn> unstored = ConcurrentHashMap.newKeySet(); // their ends wait for the database
    private final AtomicBoolean storingEnds = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("turns").factory());

    /**
     * @param grace how long a turn goes on after its last reader left
     * @param patience how long a reader may take nothing before it is dropped
     */
    public RunningTurns(TurnRepository turns, InstantSource clock, Duration grace, Duration patience) {
        this.turns = turns;
        this.clock = clock;
        this.grace = grace;
        this.patience = patience;
        every(STORE_EVERY, turn -> Thread.ofVirtual().start(turn::storeWaiting));
        every(LOOK_EVERY, RunningTurn::dropStuckReader);
        var ending = timer.scheduleAtFixedRate(
                this::storeEnds, STORE_EVERY.toMillis(), STORE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        assert !ending.isDone();
    }

    /** Stores, away from the timer's thread, the ends that wait for the database. */
    private void storeEnds() {
        if (!unstored.isEmpty() && storingEnds.compareAndSet(false, true)) {
            Thread.ofVirtual().start(() -> {
                try {
                    unstored.removeIf(RunningTurn::storeEndAgain);
                } finally {
                    storingEnds.set(false);
                }
            });
        }
    }

    /**
     * Begins a turn: {@code begin} stores it, then it runs. Who looks for it meanwhile waits for what becomes of it.
     *
     * @param begin stores the question; what it throws goes to the caller, and {@code false} says that the turn is
     *     known
     * @return empty if the turn is known already, here or to the store
     */
    Optional<StartedTurn> start(
            TenantId tenant,
            Question question,
            Opened opened,
            boolean background,
            Sink<TurnEvent> reader,
            BooleanSupplier begin,
            TurnWork work) {
        var log = new TurnLog(question.turn(), Optional.of(turns));
        var turn = new RunningTurn(tenant, question.turn(), log, clock, background, patience, this::left);
        return start(turn, opened, reader, begin, work);
    }

    /** Like {@code start}, for a turn of which nothing is stored. */
    StartedTurn startUnstored(
            TenantId tenant, Question question, Opened opened, Sink<TurnEvent> reader, TurnWork work) {
        var log = new TurnLog(question.turn(), Optional.empty());
        var turn = new RunningTurn(tenant, question.turn(), log, clock, false, patience, this::left);
        return start(turn, opened, reader, () -> true, work)
                .orElseThrow(() -> new IllegalStateException("an id was given twice"));
    }

    private Optional<StartedTurn> start(
            RunningTurn turn, Opened opened, Sink<TurnEvent> reader, BooleanSupplier begin, TurnWork work) {
        TurnId id = turn.id();
        for (RunningTurn other = running.putIfAbsent(id, turn); other != null; other = running.putIfAbsent(id, turn)) {
            if (other.begins()) {
                return Optional.empty();
            }
        }
        turn.read(reader);
        List<RunningTurn> doubtful =
                unstored.stream().filter(other -> other.id().equals(id)).toList();
        doubtful.forEach(unstored::remove); // an end that waits is not to end the turn that begins now
        boolean begun = false;
        try {
            begun = begin.getAsBoolean();
        } catch (StoreException unknown) {
            turn.failedToBegin(unknown);
            unstored.add(turn);
            throw unknown;
        } finally {
            if (!begun) {
                unstored.addAll(doubtful);
                running.remove(id);
                turn.abandon();
            }
        }
        if (!begun) {
            return Optional.empty();
        }
        turn.startOn(Thread.ofVirtual().name("turn-" + id.value()).unstarted(() -> {
            try {
                turn.run(opened, work);
            } finally {
                if (turn.awaitsStore()) {
                    unstored.add(turn);
                }
                running.remove(id);
            }
        }));
        return Optional.of(new StartedTurn(id, opened.conversation(), turn.ended(), turn::leave));
    }

    Optional<RunningTurn> find(TenantId tenant, TurnId id) {
        return Optional.ofNullable(running.get(id))
                .filter(turn -> turn.tenant().equals(tenant))
                .filter(RunningTurn::begins);
    }

    /** Ends, as interrupted, the turns that another process left behind. */
    public void interruptUnfinished() {
        for (Unfinished unfinished : turns.unfinished()) {
            List<AnswerEvent> events = turns.events(unfinished.tenant(), unfinished.turn(), 0);
            var reply = RunningTurn.replyOf(unfinished.turn(), events, new TurnEnd.Interrupted(), clock.instant());
            turns.end(
                    unfinished.turn(), reply, events.size(), List.of(new AnswerEvent.Ended(new TurnEnd.Interrupted())));
            log.info(
                    "Turn {} was interrupted by a crash after {} events",
                    unfinished.turn().value(),
                    events.size());
        }
    }

    /** Waits for the running turns to end, for at most {@code patience}; then interrupts them. */
    public void drain(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        for (RunningTurn turn : List.copyOf(running.values())) {
            if (!turn.awaitEnd(until - System.nanoTime())) {
                turn.interrupt();
            }
        }
        for (RunningTurn turn : List.copyOf(running.values())) {
            if (!turn.awaitEnd(TimeUnit.SECONDS.toNanos(5))) {
                log.warn("A turn did not end; the next start will mark it as interrupted");
            }
        }
        timer.shutdownNow();
    }

    private void left(RunningTurn turn) {
        if (!timer.isShutdown()) {
            var stopping = timer.schedule(() -> turn.stopIfUnread(grace), grace.toMillis(), TimeUnit.MILLISECONDS);
            assert !stopping.isCancelled();
        }
    }

    private void every(Duration period, Consumer<RunningTurn> action) {
        var repeating = timer.scheduleAtFixedRate(
                () -> running.values().forEach(action), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        assert !repeating.isDone();
    }
}
