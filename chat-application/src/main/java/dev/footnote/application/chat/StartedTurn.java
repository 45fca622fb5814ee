package dev.footnote.application.chat;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.conversation.TurnId;
import java.util.concurrent.CompletableFuture;

/**
 * A turn that has begun and goes on by itself.
 *
 * @param ended completes, never exceptionally, when the reader has been given the last event or has left
 * @param leave to be called when the reader is found to be gone between two events
 */
public record StartedTurn(TurnId turn, ConversationId conversation, CompletableFuture<Void> ended, Runnable leave) {
    public StartedTurn {
        requireNonNull(turn, "turn");
        requireNonNull(conversation, "conversation");
        requireNonNull(ended, "ended");
        requireNonNull(leave, "leave");
    }
}
