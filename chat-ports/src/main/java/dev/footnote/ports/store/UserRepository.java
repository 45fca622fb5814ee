package dev.footnote.ports.store;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import java.time.Instant;
import java.util.Optional;

/** Keeps users and their sessions. A user is found before a tenant is known. */
public interface UserRepository {

    /** Adds {@code user}, unless the address is taken; says whether it did. */
    boolean add(User user);

    Optional<User> find(UserId id);

    Optional<User> findByEmail(Email email);

    /** Opens a session that is looked up by {@code hash}. */
    void addSession(UserId user, String hash, Instant at);

    /** The active user whose session has this hash. */
    Optional<User> findBySession(String hash);

    /** Ends the session; says whether there was one. */
    boolean removeSession(String hash);
}
