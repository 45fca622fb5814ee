package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A user in the team of somebody else's tenant. A tenant's owner is no member of it.
 *
 * @param updatedAt when the user was invited or, later, accepted
 */
public record Member(String id, TenantId tenant, UserId user, Role role, Instant updatedAt) {
    public Member {
        requireNonNull(id, "id");
        requireNonNull(tenant, "tenant");
        requireNonNull(user, "user");
        requireNonNull(role, "role");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** This member in another role, since {@code at}. */
    public Member with(Role other, Instant at) {
        return new Member(id, tenant, user, other, at);
    }

    /** What a member may do. */
    public enum Role {
        /** Uses what is shared with the team. */
        NORMAL,
        /** Nothing but accept. */
        INVITED
    }
}
