package dev.footnote.domain.identity;

import static java.util.Objects.requireNonNull;

/**
 * Who makes a request, and in whose name.
 *
 * @param tenant whose things the request is about
 */
public record Caller(UserId user, TenantId tenant) {
    public Caller {
        requireNonNull(user, "user");
        requireNonNull(tenant, "tenant");
    }
}
