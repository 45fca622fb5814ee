package dev.footnote.ports.store;

import dev.footnote.domain.identity.ForeignIdentity;
import dev.footnote.domain.identity.UserId;
import java.time.Instant;
import java.util.Optional;

/** Keeps which user somebody is by the channels that know people, and which ways there were used. */
public interface IdentityRepository {

    /** Makes {@code key} that of {@code user}, unless it is somebody's already; says whether it did. */
    boolean add(ForeignIdentity.Key key, UserId user, Instant at);

    /** The user that {@code key} was made that of. */
    Optional<UserId> find(ForeignIdentity.Key key);

    /**
     * Uses {@code hash} up; says whether it was not used before. Those whose time is over before {@code now} are
     * forgotten.
     *
     * @param until when it need not be known any more
     */
    boolean use(String hash, Instant now, Instant until);
}
