package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A question and what became of it.
 *
 * @param end empty while the answer is being written
 */
public record Turn(TurnId id, ConversationId conversation, Optional<TurnEnd> end, Instant startedAt) {
    public Turn {
        requireNonNull(id, "id");
        requireNonNull(conversation, "conversation");
        requireNonNull(end, "end");
        requireNonNull(startedAt, "startedAt");
    }
}
