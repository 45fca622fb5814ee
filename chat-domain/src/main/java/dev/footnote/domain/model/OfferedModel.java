package dev.footnote.domain.model;

import static java.util.Objects.requireNonNull;

/**
 * A model as its provider offers it.
 *
 * @param name as the provider knows it, not blank
 * @param contextTokens how much it can read and write together, at least 1
 */
public record OfferedModel(String name, ModelKind kind, int contextTokens) {
    public OfferedModel {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is blank");
        }
        if (contextTokens < 1) {
            throw new IllegalArgumentException("contextTokens is %d, must be at least 1".formatted(contextTokens));
        }
    }
}
