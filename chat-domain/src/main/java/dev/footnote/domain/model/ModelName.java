package dev.footnote.domain.model;

import static java.util.Objects.requireNonNull;

/**
 * What a model is called.
 *
 * @param name as its provider knows it, not blank
 * @param provider not blank, and without an at sign
 */
public record ModelName(String name, String provider) {
    public ModelName {
        requireNonNull(name, "name");
        requireNonNull(provider, "provider");
        if (name.isBlank() || provider.isBlank() || provider.contains("@")) {
            throw new IllegalArgumentException("not the name of a model: %s@%s".formatted(name, provider));
        }
    }

    /**
     * Reads a {@link #full} name, which is split at its last at sign; one without is of the provider {@code otherwise}.
     */
    public static ModelName parse(String full, String otherwise) {
        int at = full.lastIndexOf('@');
        return at < 0 ? new ModelName(full, otherwise) : new ModelName(full.substring(0, at), full.substring(at + 1));
    }

    /** {@code name@provider}, by which it is chosen. */
    public String full() {
        return name + "@" + provider;
    }
}
