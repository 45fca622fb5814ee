package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How a conversation is used.
 *
 * @param turns how many turns have begun, from 0
 * @param completed whether a client declared it over since its last turn
 * @param lastAt when it was made, changed or last answered, whichever was last
 */
public record Activity(long turns, boolean completed, Instant lastAt) {

    public Activity {
        requireNonNull(lastAt, "lastAt");
    }

    /** Where it is in its life at {@code now}; the next question makes it active, whatever it is. */
    public Stage stage(Instant now, Idle idle) {
        Duration since = Duration.between(lastAt, now);
        if (since.compareTo(idle.archiveAfter()) >= 0) {
            return Stage.ARCHIVED;
        }
        if (completed) {
            return Stage.COMPLETED;
        }
        if (turns == 0) {
            return Stage.CREATED;
        }
        return since.compareTo(idle.suspendAfter()) >= 0 ? Stage.SUSPENDED : Stage.ACTIVE;
    }

    /** Where a conversation is in its life. */
    public enum Stage {
        /** Nothing was asked yet. */
        CREATED,
        /** In use. */
        ACTIVE,
        /** Not used for a while. */
        SUSPENDED,
        /** A client declared it over. */
        COMPLETED,
        /** Not used for a long time; still there. */
        ARCHIVED
    }

    /** After how long without use a conversation is suspended, and archived. */
    public record Idle(Duration suspendAfter, Duration archiveAfter) {

        /** What holds where nothing is set. */
        public static final Idle DEFAULT = new Idle(Duration.ofMinutes(30), Duration.ofDays(30));

        public Idle {
            requireNonNull(suspendAfter, "suspendAfter");
            requireNonNull(archiveAfter, "archiveAfter");
        }
    }
}
