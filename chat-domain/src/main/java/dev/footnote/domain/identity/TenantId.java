package dev.footnote.domain.identity;

import static dev.footnote.domain.identity.Ids.requireId;

/** Names a tenant. The tenant that a user owns has the user's id as value. */
public record TenantId(String value) {
    public TenantId {
        requireId(value, "tenant");
    }
}
