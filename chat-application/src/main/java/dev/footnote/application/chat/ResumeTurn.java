package dev.footnote.application.chat;

import dev.footnote.domain.answer.AnswerEvent;
import dev.footnote.domain.conversation.Turn;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.stream.Sink;
import dev.footnote.ports.store.TurnRepository;

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
        int number = from;
        for (AnswerEvent event : turns.events(caller.tenant(), turn.id(), from)) {
            if (!reader.push(new TurnEvent(id, number++, event))) {
                return;
            }
        }
    }
}
