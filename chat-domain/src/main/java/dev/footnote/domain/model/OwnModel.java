package dev.footnote.domain.model;

import static java.util.Objects.requireNonNull;

import dev.footnote.domain.identity.TenantId;

/**
 * A model that a tenant reaches by an address and a key of its own.
 *
 * @param contextTokens how much it can read and write together, at least 1
 * @param enabled whether it can be chosen
 */
public record OwnModel(
        TenantId tenant, ModelName name, ModelKind kind, Access access, int contextTokens, boolean enabled) {
    public OwnModel {
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(access, "access");
        if (contextTokens < 1) {
            throw new IllegalArgumentException("contextTokens is %d, must be at least 1".formatted(contextTokens));
        }
    }

    /** This model, to be chosen or not. */
    public OwnModel enabled(boolean wanted) {
        return new OwnModel(tenant, name, kind, access, contextTokens, wanted);
    }

    /**
     * How it is reached.
     *
     * @param base the address of the API
     * @param sealedKey the key, readable for this program alone
     */
    public record Access(String base, String sealedKey) {
        public Access {
            requireNonNull(base, "base");
            requireNonNull(sealedKey, "sealedKey");
        }

        @Override
        public String toString() {
            return "Access[***]";
        }
    }
}
