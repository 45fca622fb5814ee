package dev.footnote.application.identity;

import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out who makes a request. */
public final class Authenticate {

    /** How exactly the last use of a key is known; each key costs at most one statement in this time. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Ports ports;

    public Authenticate(Ports ports) {
        this.ports = ports;
    }

    /** Whoever signed in and got {@code session}, in the name of the own tenant. */
    public Optional<Caller> bySession(Secret session) {
        return ports.users()
                .findBySession(session.hash())
                .map(user -> new Caller(user.id(), user.id().ownTenant()));
    }

    /** The owner of the API key {@code key}, in the name of its tenant; nobody if the key has expired. */
    public Optional<Caller> byApiToken(Secret key) {
        Instant now = ports.clock().instant();
        Optional<ApiToken> token = ports.apiTokens().findByHash(key.hash()).filter(found -> found.validAt(now));
        token.filter(found -> unnoted(found, now))
                .ifPresent(found -> ports.apiTokens().use(found.hash(), now));
        return token.map(found -> new Caller(new UserId(found.tenant().value()), found.tenant()));
    }

    private static boolean unnoted(ApiToken token, Instant now) {
        return token.usedAt().map(at -> at.plus(NOTED_EVERY).isBefore(now)).orElse(true);
    }

    /** What the share token {@code token} opens; nothing if it has expired. */
    public Optional<Share> byShareToken(Secret token) {
        return ports.apiTokens().findShare(token.hash(), ports.clock().instant());
    }
}
