package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.domain.model.ModelKind;
import dev.footnote.domain.model.OfferedModel;
import dev.footnote.domain.model.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The providers of {@code providers.json}, and what an operator says of them and of others. */
final class KnownProviders {

    private KnownProviders() {}

    /** @param named where providers are, by name */
    static List<Provider> with(Map<String, URI> named) {
        var byName = new LinkedHashMap<String, Provider>();
        shipped().forEach(provider -> byName.put(provider.name(), provider));
        named.forEach((name, base) -> byName.merge(
                name,
                new Provider(name, Optional.of(base.toString()), List.of()),
                (known, wanted) -> new Provider(name, wanted.base(), known.models())));
        return List.copyOf(byName.values());
    }

    private static List<Provider> shipped() {
        try (InputStream in = KnownProviders.class.getResourceAsStream("providers.json")) {
            var providers = new ArrayList<Provider>();
            for (JsonNode node : new ObjectMapper().readTree(Objects.requireNonNull(in, "providers.json"))) {
                providers.add(provider(node));
            }
            return providers;
        } catch (IOException e) {
            throw new UncheckedIOException("providers.json cannot be read", e);
        }
    }

    private static Provider provider(JsonNode node) {
        var models = new ArrayList<OfferedModel>();
        for (JsonNode model : node.path("models")) {
            models.add(new OfferedModel(
                    model.path("name").asText(),
                    ModelKind.valueOf(model.path("kind").asText().toUpperCase(Locale.ROOT)),
                    model.path("context").asInt()));
        }
        Optional<String> base = Optional.of(node.path("base").asText()).filter(text -> !text.isEmpty());
        return new Provider(node.path("name").asText(), base, models);
    }
}
