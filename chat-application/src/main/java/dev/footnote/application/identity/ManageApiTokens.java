package dev.footnote.application.identity;

import dev.footnote.domain.identity.ApiToken;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.Ports;
import java.time.Instant;

/** API keys. */
public final class ManageApiTokens {

    private static final String PREFIX = "ragflow-"; // clients recognise keys by it

    private final Ports ports;

    public ManageApiTokens(Ports ports) {
        this.ports = ports;
    }

    /** Makes a key for the caller's tenant. It cannot be had again. */
    public Created create(Caller caller) {
        var key = new Secret(PREFIX + ports.ids().secret().value());
        var share = new Secret(ports.ids().secret().value().substring(0, 32));
        Instant now = ports.clock().instant();
        ports.apiTokens().add(new ApiToken(caller.tenant(), key.hash(), share.hash(), now));
        return new Created(key, share, now);
    }

    /** A new key, and the token that may stand in a web page. */
    public record Created(Secret key, Secret share, Instant at) {}
}
