package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

/** What became of a question. A turn ends as exactly one of these. */
public sealed interface TurnEnd {

    /** The whole answer was written. */
    record Complete() implements TurnEnd {}

    /** A client stopped it, or left and did not come back. */
    record Stopped() implements TurnEnd {}

    /**
     * A model or the storage failed.
     *
     * @param reason for people, without addresses, keys or internals
     */
    record Failed(String reason) implements TurnEnd {
        public Failed {
            requireNonNull(reason, "reason");
        }
    }

    /** The program ended while the answer was being written. */
    record Interrupted() implements TurnEnd {}
}
