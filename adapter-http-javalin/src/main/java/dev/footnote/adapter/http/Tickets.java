package dev.footnote.adapter.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.footnote.domain.conversation.ConversationId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.Caller;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Credentials that may stand in a URL, because they open one conversation for a minute. A stream that was opened with
 * one renews it when it ends, so that its reader can come back.
 */
final class Tickets {

    static final Duration LIFE = Duration.ofSeconds(60);

    private static final int BYTES = 32;
    private static final int MOST = 100_000;

    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Ticket> valid =
            CacheBuilder.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).build();

    /** A new one; {@code key} is what the requests of its owner are counted by. */
    String issue(Caller caller, DialogId dialog, ConversationId conversation, String key) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        renew(new Ticket(text, caller, dialog, conversation, key));
        return text;
    }

    Optional<Ticket> find(String text) {
        return Optional.ofNullable(valid.getIfPresent(text));
    }

    void renew(Ticket ticket) {
        valid.put(ticket.text(), ticket);
    }

    /**
     * What a ticket opens, and for whom.
     *
     * @param key what the requests of the API key that it was issued to are counted by; empty for none
     */
    record Ticket(String text, Caller caller, DialogId dialog, ConversationId conversation, String key) {
        @Override
        public String toString() {
            return "Ticket[***]";
        }
    }
}
