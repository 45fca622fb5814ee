package dev.footnote.domain.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Who runs models.
 *
 * @param base where its API is, unless a tenant names another address; empty for software that everybody runs elsewhere
 * @param models those that its key opens; empty if they are to be named one by one
 */
public record Provider(String name, Optional<String> base, List<OfferedModel> models) {
    public Provider {
        requireNonNull(name, "name");
        requireNonNull(base, "base");
        models = List.copyOf(models);
    }
}
