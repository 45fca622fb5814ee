package dev.footnote.application.chat;

import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.identity.Caller;
import dev.footnote.ports.store.TurnRepository;

/** Ends a running turn at once; what was sent of the answer is kept. */
public final class StopTurn {

    private final TurnRepository turns;
    private final RunningTurns running;

    public StopTurn(TurnRepository turns, RunningTurns running) {
        this.turns = turns;
        this.running = running;
    }

    /**
     * Stops the turn, if it is running.
     *
     * @throws NotFound if the turn is not the caller's
     */
    public void stop(Caller caller, TurnId id) {
        var live = running.find(caller.tenant(), id);
        if (live.isPresent()) {
            live.get().stop();
        } else if (turns.find(caller.tenant(), id).isEmpty()) {
            throw new NotFound(Thing.TURN, id.value());
        }
    }
}
