package dev.footnote.application.identity;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.Secret;
import dev.footnote.domain.identity.SignInResult;
import dev.footnote.domain.identity.User;
import dev.footnote.ports.Ports;
import java.util.Optional;

/** Opens and ends sessions. */
public final class SignIn {

    private final Ports ports;

    public SignIn(Ports ports) {
        this.ports = ports;
    }

    /** Compares the password and, if it is right, opens a session. */
    public SignInResult signIn(String email, Secret password) {
        Optional<User> user = Email.parse(email).flatMap(ports.users()::findByEmail);
        if (user.isEmpty()) {
            return new SignInResult.UnknownUser();
        }
        if (user.get()
                .passwordHash()
                .filter(hash -> ports.passwords().matches(password, hash))
                .isEmpty()) {
            return new SignInResult.WrongPassword();
        }
        return user.get().active() ? open(user.get()) : new SignInResult.Disabled();
    }

    /** Opens a session for a user who is known to be who they say. */
    SignInResult.SignedIn open(User user) {
        Secret session = ports.ids().secret();
        ports.users().addSession(user.id(), session.hash(), ports.clock().instant());
        return new SignInResult.SignedIn(user, session);
    }

    /** Ends the session; one that is not open is ignored. */
    public void signOut(Secret session) {
        ports.users().removeSession(session.hash());
    }
}
