package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.store.TurnRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a turn again, from any of its events, while it is answered or later. */
public final class ResumeTurn {

    private final TurnRepository turns;
    private final RunningTurns running;

    public ResumeTurn(TurnRepository turns, RunningTurns running) {
        this.turns = turns;
        this.running = running;
    }

    /**
     * Finds it.
     *
     * @throws NotFound if the turn is not the caller's
     */
    public Turn find(Caller caller, TurnId id) {
        return turns.find(caller.tenant(), id).orElseThrow(() -> new NotFound(Thing.TURN, id.value()));
    }

    /** Whether there is a turn of the caller's with this id. */
    public boolean knows(Caller caller, TurnId id) {
        return running.find(caller.tenant(), id).isPresent()
                || turns.find(caller.tenant(), id).isPresent();
    }

    /** The turn of the conversation that is running, else its last one; empty if it has none or is not the caller's. */
    public Optional<Turn> latest(Caller caller, ConversationId conversation) {
        return turns.latest(caller.tenant(), conversation);
    }

    /**
     * Reads what there is from the {@code from}-th event on; if there is nothing, waits for it, for at most
     * {@code wait}.
     *
     * @throws NotFound if the turn is not the caller's
     */
    public Slice read(Caller caller, TurnId id, int from, Duration wait) {
        Optional<RunningTurn> live = running.find(caller.tenant(), id);
        if (live.isPresent()) {
            List<AnswerEvent> events = live.get().await(from, wait);
            return slice(id, from, events);
        }
        find(caller, id);
        return slice(id, from, turns.events(caller.tenant(), id, from));
    }

    private static Slice slice(TurnId id, int from, List<AnswerEvent> events) {
        var numbered = new ArrayList<TurnEvent>();
        for (AnswerEvent event : events) {
            numbered.add(new TurnEvent(id, from + numbered.size(), event));
        }
        return new Slice(numbered);
    }

    /** Events of a turn, in order, without a gap. */
    public record Slice(List<TurnEvent> events) {
        public Slice {
            events = List.copyOf(events);
        }

        /** Whether the turn's last event is among them. */
        public boolean ended() {
            return !events.isEmpty()
                    && switch (events.getLast().event()) {
                        case AnswerEvent.Completed completed -> true;
                        case AnswerEvent.Ended ended -> true;
                        case AnswerEvent.Opened opened -> false;
                        case AnswerEvent.Progress progress -> false;
                        case AnswerEvent.Cited cited -> false;
                        case AnswerEvent.Checked checked -> false;
                    };
        }
    }

    /**
     * Pushes the events from the {@code from}-th on to {@code reader}, on the calling thread; blocks until the turn is
     * over or the reader has enough.
     *
     * @throws NotFound if the turn is not the caller's
     */
    public void follow(Caller caller, TurnId id, int from, Sink<TurnEvent> reader) {
        var live = running.find(caller.tenant(), id);
        if (live.isPresent()) {
            live.get().follow(from, reader);
            return;
        }
        Turn turn = find(caller, id);
        for (TurnEvent event :
                slice(id, from, turns.events(caller.tenant(), turn.id(), from)).events()) {
            if (!reader.push(event)) {
                return;
            }
        }
    }
}
