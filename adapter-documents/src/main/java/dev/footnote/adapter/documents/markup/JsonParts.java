package dev.footnote.adapter.documents.markup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a JSON value into objects of a bounded size, each of which still shows where its values stood. Lists become
 * objects whose keys are the places, from 0.
 */
final class JsonParts {

    private static final int MOST = 1_024;
    private static final int LEAST = 312;

    private final List<String> parts = new ArrayList<>();
    private ObjectNode current = JsonNodeFactory.instance.objectNode();

    /** The parts of {@code value}, in order; a value that is neither object nor list is one part. */
    List<String> of(JsonNode value) {
        JsonNode keyed = keyed(value);
        if (!keyed.isObject()) {
            return keyed.isNull() || keyed.isMissingNode() ? List.of() : List.of(keyed.asText());
        }
        split(keyed, List.of());
        close();
        return parts;
    }

    private void split(JsonNode value, List<String> path) {
        for (var member : value.properties()) {
            var inside = new ArrayList<>(path);
            inside.add(member.getKey());
            int size = member.getKey().length() + length(member.getValue());
            if (size < MOST - length(current)) {
                put(inside, member.getValue());
                continue;
            }
            if (length(current) >= LEAST) {
                close();
            }
            if (member.getValue().isObject() && size >= MOST) {
                split(member.getValue(), inside);
            } else {
                put(inside, member.getValue());
            }
        }
    }

    private void put(List<String> path, JsonNode value) {
        ObjectNode at = current;
        for (String key : path.subList(0, path.size() - 1)) {
            at = at.withObjectProperty(key);
        }
        at.set(path.getLast(), value);
    }

    private void close() {
        if (!current.isEmpty()) {
            parts.add(written(current));
        }
        current = JsonNodeFactory.instance.objectNode();
    }

    private static int length(JsonNode value) {
        return value.toString().length();
    }

    private static JsonNode keyed(JsonNode value) {
        if (!value.isContainerNode()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (value.isObject()) {
            value.properties().forEach(member -> object.set(member.getKey(), keyed(member.getValue())));
        } else {
            for (int i = 0; i < value.size(); i++) {
                object.set(String.valueOf(i), keyed(value.get(i)));
            }
        }
        return object;
    }

    /** As text with a space behind commas and colons, which people read more easily. */
    private static String written(JsonNode value) {
        if (!value.isObject()) {
            return value.toString();
        }
        var members = new ArrayList<String>();
        value.properties()
                .forEach(member -> members.add(
                        JsonNodeFactory.instance.textNode(member.getKey()) + ": " + written(member.getValue())));
        return "{" + String.join(", ", members) + "}";
    }
}
