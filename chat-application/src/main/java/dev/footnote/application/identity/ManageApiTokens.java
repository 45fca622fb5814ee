package dev.footnote.application.identity;

import dev.footnote.domain.dialog.DialogId;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.Thing;
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
        Created made = make();
        ports.apiTokens().add(row(caller, made));
        return made;
    }

    /**
     * Makes a key whose share token opens {@code dialog}. Neither can be had again.
     *
     * @throws NotFound if the dialog is not the caller's
     */
    public Created share(Caller caller, DialogId dialog) {
        if (ports.dialogs().find(caller.tenant(), dialog).isEmpty()) {
            throw new NotFound(Thing.DIALOG, dialog.value());
        }
        Created made = make();
        ports.apiTokens().addShare(row(caller, made), dialog);
        return made;
    }

    private Created make() {
        var key = new Secret(PREFIX + ports.ids().secret().value());
        var share = new Secret(ports.ids().secret().value().substring(0, 32));
        return new Created(key, share, ports.clock().instant());
    }

    private static ApiToken row(Caller caller, Created made) {
        return new ApiToken(caller.tenant(), made.key().hash(), made.share().hash(), made.at());
    }

    /** A new key, and the token that may stand in a web page. */
    public record Created(Secret key, Secret share, Instant at) {}
}
