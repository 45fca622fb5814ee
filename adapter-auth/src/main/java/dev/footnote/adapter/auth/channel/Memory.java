package dev.footnote.adapter.auth.channel;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.footnote.domain.identity.Secret;
import dev.footnote.ports.identity.IdentityException;

/** What is needed when a person comes back; none of the three has a dot in it. */
record Memory(State state, Nonce nonce, CodeVerifier verifier) {

    private static final String DOT = ".";

    Memory() {
        this(new State(), new Nonce(), new CodeVerifier());
    }

    static Memory parse(Secret text) {
        String[] parts = text.value().split("\\.", -1);
        if (parts.length != 3) {
            throw new IdentityException.OtherDeparture();
        }
        return new Memory(new State(parts[0]), new Nonce(parts[1]), new CodeVerifier(parts[2]));
    }

    Secret text() {
        return new Secret(state.getValue() + DOT + nonce.getValue() + DOT + verifier.getValue());
    }
}
