package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.conversation.Conversation;
import dev.footnote.domain.conversation.TurnId;
import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.identity.TenantId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The turn that a request means when it may be sent twice: the one of its {@code message_id}, or one that follows from
 * its {@code Idempotency-Key} or its ticket. Nothing needs to be kept, so a key holds as long as its turn does.
 */
final class RequestKeys {

    private static final int MOST_CHARACTERS = 255;
    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9A-Za-z_-]{16,64}");

    private RequestKeys() {}

    /**
     * Empty if the request names none: each time it is sent, it is another turn.
     *
     * @param tenant whose dialog it is
     * @param session as the request names it, or empty
     */
    static Optional<TurnId> turn(Call call, TenantId tenant, DialogId dialog, String session, Body body) {
        Optional<String> message = body.text("message_id").filter(id -> !id.isBlank());
        if (message.isPresent() && !MESSAGE_ID.matcher(message.get()).matches()) {
            throw Refusal.invalid(101, "`message_id` must be 16 to 64 letters, digits, `-` or `_`.");
        }
        return message.map(TurnId::new).or(() -> key(call, tenant, dialog, session));
    }

    /**
     * As {@link #turn}, where every client numbers its messages in its own way: an id of another form names none.
     *
     * @param message the id of the message that is the question
     */
    static Optional<TurnId> turn(Call call, Conversation conversation, Optional<String> message) {
        return message.filter(id -> MESSAGE_ID.matcher(id).matches())
                .map(TurnId::new)
                .or(() -> key(
                        call,
                        call.caller().tenant(),
                        conversation.dialog(),
                        conversation.id().value()));
    }

    private static Optional<TurnId> key(Call call, TenantId tenant, DialogId dialog, String session) {
        Optional<String> key = call.header("Idempotency-Key");
        if (key.isPresent()) {
            if (key.get().length() > MOST_CHARACTERS) {
                throw Refusal.invalid(101, "`Idempotency-Key` is longer than %d.".formatted(MOST_CHARACTERS));
            }
            return Optional.of(turn(tenant.value(), dialog.value(), session, "key", key.get()));
        }
        return call.ticket().map(ticket -> turn(tenant.value(), dialog.value(), "", "ticket", ticket.text()));
    }

    private static TurnId turn(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            long high = (hash.getLong() & ~0xF000L) | 0x4000L; // as clients expect ids: a version-4 UUID
            long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            return new TurnId(new UUID(high, low).toString());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
