package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.answer.AnswerEvent.Opened;
import dev.footnote.domain.conversation.Message.Question;
import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.store.TurnRepository;
import dev.footnote.ports.store.TurnRepository.Unfinished;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turns that are being answered in this process, each on a virtual thread of its own. */
public final class RunningTurns {

    private static final Logger log = LoggerFactory.getLogger(RunningTurns.class);

    /** How often events that wait are stored, so that none is stored later than a second after it was sent. */
    private static final Duration STORE_EVERY = Duration.ofMillis(500);

    private final TurnRepository turns;
    private final InstantSource clock;
    private final Duration grace;
    private final Map<TurnId, RunningTurn> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("turns").factory());

    /** @param grace how long a turn goes on after its last reader left */
    public RunningTurns(TurnRepository turns, InstantSource clock, Duration grace) {
        this.turns = turns;
        this.clock = clock;
        this.grace = grace;
        var storing = timer.scheduleAtFixedRate(
                this::storeWaiting, STORE_EVERY.toMillis(), STORE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        assert !storing.isDone();
    }

    StartedTurn start(
            TenantId tenant,
            Question question,
            Opened opened,
            boolean background,
            Sink<TurnEvent> reader,
            Function<Sink<AnswerEvent>, Answer> work) {
        var events = new TurnLog(question.turn(), Optional.of(turns));
        return start(
                new RunningTurn(tenant, question.turn(), events, clock, background, this::left), opened, reader, work);
    }

    /** Like {@code start}, for a turn of which nothing is stored. */
    StartedTurn startUnstored(
            TenantId tenant,
            Question question,
            Opened opened,
            Sink<TurnEvent> reader,
            Function<Sink<AnswerEvent>, Answer> work) {
        var events = new TurnLog(question.turn(), Optional.empty());
        return start(new RunningTurn(tenant, question.turn(), events, clock, false, this::left), opened, reader, work);
    }

    private StartedTurn start(
            RunningTurn turn, Opened opened, Sink<TurnEvent> reader, Function<Sink<AnswerEvent>, Answer> work) {
        running.put(turn.id(), turn);
        turn.read(reader);
        Thread thread = Thread.ofVirtual().name("turn-" + turn.id().value()).unstarted(() -> {
            try {
                turn.run(opened, work);
            } finally {
                running.remove(turn.id());
            }
        });
        turn.startOn(thread);
        return new StartedTurn(turn.id(), opened.conversation(), turn.ended(), turn::leave);
    }

    Optional<RunningTurn> find(TenantId tenant, TurnId id) {
        return Optional.ofNullable(running.get(id)).filter(turn -> turn.tenant().equals(tenant));
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
            var stopping = timer.schedule(turn::stopIfUnread, grace.toMillis(), TimeUnit.MILLISECONDS);
            assert !stopping.isCancelled();
        }
    }

    private void storeWaiting() {
        running.values().forEach(turn -> Thread.ofVirtual().start(turn::storeWaiting));
    }
}
