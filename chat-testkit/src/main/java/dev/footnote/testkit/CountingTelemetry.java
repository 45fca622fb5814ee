package dev.footnote.testkit;

import dev.footnote.domain.conversation.TurnEnd;
import dev.footnote.ports.runtime.Telemetry;
import java.time.Duration;

/** Telemetry that adds up what it is given. Safe for use by several threads at once. */
public final class CountingTelemetry implements Telemetry {

    private Totals totals = Totals.NONE; // guarded by this

    /** What it was given until now. */
    public synchronized Totals totals() {
        return totals;
    }

    @Override
    public Trail trail() {
        return Trail.NONE;
    }

    @Override
    public synchronized void answerBegan(String model, Duration after) {
        totals = totals.plus(new Totals(0, 0, 1, 0, 0, 0, 0, 0, 0, after));
    }

    @Override
    public synchronized void turnEnded(Turn turn) {
        int complete = turn.end() instanceof TurnEnd.Complete ? 1 : 0;
        totals = totals.plus(
                new Totals(1, complete, 0, turn.tokensRead(), turn.tokensWritten(), 0, 0, 0, 0, turn.took()));
    }

    @Override
    public synchronized void searched(Outcome outcome, Duration took) {
        totals = totals.plus(new Totals(0, 0, 0, 0, 0, 1, 0, 0, 0, took));
    }

    @Override
    public synchronized void embedded(String model, int texts, Outcome outcome, Duration took) {
        totals = totals.plus(new Totals(0, 0, 0, 0, 0, 0, texts, 0, 0, took));
    }

    @Override
    public synchronized void ingested(int chunks, Outcome outcome, Duration took) {
        totals = totals.plus(new Totals(0, 0, 0, 0, 0, 0, 0, 1, chunks, took));
    }

    /**
     * Sums over everything that was recorded.
     *
     * @param complete of the turns, those that came to their end
     * @param begun answers of which a word was sent
     * @param texts of which vectors were asked for
     * @param time of all that was timed
     */
    public record Totals(
            long turns,
            long complete,
            long begun,
            long tokensRead,
            long tokensWritten,
            long searches,
            long texts,
            long documents,
            long chunks,
            Duration time) {

        /** Nothing was recorded. */
        public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

        private Totals plus(Totals other) {
            return new Totals(
                    turns + other.turns,
                    complete + other.complete,
                    begun + other.begun,
                    tokensRead + other.tokensRead,
                    tokensWritten + other.tokensWritten,
                    searches + other.searches,
                    texts + other.texts,
                    documents + other.documents,
                    chunks + other.chunks,
                    time.plus(other.time));
        }
    }
}
