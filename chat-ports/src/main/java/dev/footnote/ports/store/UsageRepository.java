package dev.footnote.ports.store;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.identity.TenantId;
import dev.footnote.domain.stream.Sink;
import java.time.Duration;
import java.time.Instant;

/** Tells how much was asked. */
public interface UsageRepository {

    /**
     * Pushes a tenant's turns that were begun from {@code from} on and before {@code to}, oldest first, without those
     * of removed conversations, until {@code sink} wants no more. Calls {@code sink} on this thread.
     */
    void turns(TenantId tenant, Instant from, Instant to, Sink<Use> sink);

    /**
     * A turn, as far as it is counted.
     *
     * @param userLabel who asked, as the client says; may be empty
     * @param reply what was answered; empty if nothing was
     * @param duration from the question to the end of the reply; zero if there is none
     * @param liked whether the reply was rated up
     */
    record Use(
            ConversationId conversation,
            String userLabel,
            Instant askedAt,
            String reply,
            Duration duration,
            boolean liked) {
        public Use {
            requireNonNull(conversation, "conversation");
            requireNonNull(userLabel, "userLabel");
            requireNonNull(askedAt, "askedAt");
            requireNonNull(reply, "reply");
            requireNonNull(duration, "duration");
        }
    }
}
