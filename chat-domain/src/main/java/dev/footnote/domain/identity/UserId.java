package dev.footnote.domain.identity;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a user. */
public record UserId(String value) {
    public UserId {
        requireId(value, "user");
    }

    /** The tenant that this user owns. */
    public TenantId ownTenant() {
        return new TenantId(value);
    }
}
