package dev.footnote.domain.conversation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Where in a conversation a question stands. What was asked there before stays readable, as another branch. */
public sealed interface Place {

    /** Behind {@code turn}; the beginning of the conversation for an empty one. */
    static Place behind(Optional<TurnId> turn) {
        return turn.<Place>map(After::new).orElseGet(Beginning::new);
    }

    /** Behind the last turn of the current branch. */
    record End() implements Place {}

    /** Behind a turn of the conversation. */
    record After(TurnId turn) implements Place {
        public After {
            requireNonNull(turn, "turn");
        }
    }

    /** Behind no turn. */
    record Beginning() implements Place {}
}
