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

    /** What clients may encrypt passwords with, in the form of a PEM file; they may as well send them as they are. */
    public String passwordKey() {
        return ports.transport().publicKey();
    }

    /**
     * Compares the password and, if it is right, opens a session.
     *
     * @param password as it is, or encrypted with {@link #passwordKey}
     */
    public SignInResult signIn(String email, Secret password) {
        Optional<User> user = Email.parse(email).flatMap(ports.users()::findByEmail);
        if (user.isEmpty()) {
            return new SignInResult.UnknownUser();
        }
        Secret plain = ports.transport().read(password);
        if (user.get()
                .passwordHash()
                .filter(hash -> ports.passwords().matches(plain, hash))
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
