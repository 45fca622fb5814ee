package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object that a client sent. A field of the wrong type is refused by name. */
record Body(ObjectNode json) {

    /** An object without fields; never changed. */
    static final Body EMPTY = new Body(JsonNodeFactory.instance.objectNode());

    boolean has(String name) {
        return json.has(name);
    }

    /** The value; empty if it is absent or null. */
    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    Optional<String> text(String name) {
        return find(name).map(node -> {
            if (!node.isTextual()) {
                throw wrong(name, "a string");
            }
            return node.textValue();
        });
    }

    boolean flag(String name, boolean fallback) {
        return find(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw wrong(name, "a boolean");
                    }
                    return node.booleanValue();
                })
                .orElse(fallback);
    }

    OptionalDouble number(String name) {
        Optional<JsonNode> node = find(name);
        if (node.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!node.get().isNumber() || !Double.isFinite(node.get().doubleValue())) {
            throw wrong(name, "a number");
        }
        return OptionalDouble.of(node.get().doubleValue());
    }

    OptionalInt integer(String name) {
        Optional<JsonNode> node = find(name);
        if (node.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!node.get().canConvertToInt() || !node.get().isIntegralNumber()) {
            throw wrong(name, "an integer");
        }
        return OptionalInt.of(node.get().intValue());
    }

    /** The texts of a list; empty if it is absent or null. */
    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        find(name).ifPresent(list -> {
            if (!list.isArray()) {
                throw wrong(name, "a list");
            }
            for (JsonNode item : list) {
                if (!item.isTextual()) {
                    throw wrong(name, "a list of strings");
                }
                texts.add(item.textValue());
            }
        });
        return texts;
    }

    Optional<Body> object(String name) {
        return find(name).map(node -> {
            if (!(node instanceof ObjectNode object)) {
                throw wrong(name, "an object");
            }
            return new Body(object);
        });
    }

    /** All fields but those named, as plain values. */
    Map<String, @Nullable Object> others(Set<String> known) {
        var others = new LinkedHashMap<>(Json.tree(json));
        others.keySet().removeAll(known);
        return others;
    }

    /** Those of the named fields that are not null, as plain values. */
    Map<String, @Nullable Object> only(Set<String> names) {
        var some = new LinkedHashMap<>(Json.tree(json));
        some.keySet().retainAll(names);
        some.values().removeIf(Objects::isNull);
        return some;
    }

    /** Refuses a body that lacks one of {@code names}. */
    Body requiring(String... names) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!has(name)) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw new Refusal(Envelope.full(
                    101, "required argument are missing: " + String.join(",", missing) + "; ", null, Outcome.INVALID));
        }
        return this;
    }

    private static Refusal wrong(String name, String type) {
        return Refusal.invalid(101, "`%s` must be %s.".formatted(name, type));
    }
}
