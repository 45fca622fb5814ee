package dev.footnote.ports.store;

import dev.footnote.domain.identity.Email;
import dev.footnote.domain.identity.User;
import dev.footnote.domain.identity.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps users and their sessions. A user is found before a tenant is known. */
public interface UserRepository {

    /** Adds {@code user}, unless the address is taken; says whether it did. */
    boolean add(User user);

    Optional<User> find(UserId id);

    Optional<User> findByEmail(Email email);

    /** Those of {@code ids} that there are, in no order. */
    List<User> findAll(Set<UserId> ids);

    /** Replaces nickname, profile and password; says whether the user is there. */
    boolean save(User user);

    /** Opens a session that is looked up by {@code hash}. */
    void addSession(UserId user, String hash, Instant at);

    /** The active user whose session has this hash. */
    Optional<User> findBySession(String hash);

    /** Ends the session; says whether there was one. */
    boolean removeSession(String hash);

    /** Ends all sessions of the user but the one of hash {@code kept}, if there is one. */
    void removeSessionsBut(UserId user, String kept);
}
