package dev.footnote.application.identity;

import dev.footnote.domain.dialog.Share;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.UserId;
import dev.footnote.ports.Ports;
import java.util.Optional;

/** Finds out who makes a request. */
public final class Authenticate {

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

    /** The owner of the API key {@code key}, in the name of its tenant. */
    public Optional<Caller> byApiToken(Secret key) {
        return ports.apiTokens()
                .findByHash(key.hash())
                .map(token -> new Caller(new UserId(token.tenant().value()), token.tenant()));
    }

    /** What the share token {@code token} opens. */
    public Optional<Share> byShareToken(Secret token) {
        return ports.apiTokens().findShare(token.hash());
    }
}
