package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an object may have in it. Nothing is coerced, and a field that is not listed is wrong.
 *
 * @param fields in the order in which their errors are told
 */
record Schema(List<Field> fields) {

    private static final int LONGEST_VALUE = 128;
    private static final int CUT_VALUE = 125;

    Schema {
        fields = List.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param required whether it must be there; what is there is checked in any case
     */
    record Field(String name, boolean required, Rule rule) {}

    /** What a value must be. */
    @FunctionalInterface
    interface Rule {
        /** The value in the form it is used in; what is wrong with it is added to {@code errors}. */
        JsonNode read(JsonNode value, String path, List<String> errors);
    }

    static Field required(String name, Rule rule) {
        return new Field(name, true, rule);
    }

    static Field optional(String name, Rule rule) {
        return new Field(name, false, rule);
    }

    /** The fields that {@code object} has, each as its rule reads it. */
    ObjectNode read(ObjectNode object, String path, List<String> errors) {
        ObjectNode read = JsonNodeFactory.instance.objectNode();
        for (Field field : fields) {
            JsonNode value = object.get(field.name());
            if (value != null) {
                read.set(field.name(), field.rule().read(value, below(path, field.name()), errors));
            } else if (field.required()) {
                errors.add(error(below(path, field.name()), "Field required", PythonText.of(object)));
            }
        }
        for (var entry : object.properties()) {
            if (fields.stream().noneMatch(field -> field.name().equals(entry.getKey()))) {
                errors.add(error(
                        below(path, entry.getKey()),
                        "Extra inputs are not permitted",
                        PythonText.of(entry.getValue())));
            }
        }
        return read;
    }

    /** An object of this schema. */
    Rule asRule(String type) {
        return (value, path, errors) -> value instanceof ObjectNode object
                ? read(object, path, errors)
                : wrong(value, path, errors, "Input should be a valid dictionary or instance of " + type);
    }

    /** One line for people. */
    static String error(String path, String message, String value) {
        String shown = value.codePointCount(0, value.length()) > LONGEST_VALUE
                ? value.substring(0, value.offsetByCodePoints(0, CUT_VALUE)) + "..."
                : value;
        return "Field: <%s> - Message: <%s> - Value: <%s>".formatted(path, message, shown);
    }

    static Rule nullable(Rule rule) {
        return (value, path, errors) -> value.isNull() ? value : rule.read(value, path, errors);
    }

    /** A text without the blanks around it, of so many characters. */
    static Rule trimmed(int least, int most) {
        return (value, path, errors) -> value.isTextual()
                ? measured(
                        JsonNodeFactory.instance.textNode(value.textValue().strip()), least, most, value, path, errors)
                : wrong(value, path, errors, "Input should be a valid string");
    }

    static Rule text(int least, int most) {
        return (value, path, errors) -> value.isTextual()
                ? measured(value, least, most, value, path, errors)
                : wrong(value, path, errors, "Input should be a valid string");
    }

    private static JsonNode measured(
            JsonNode text, int least, int most, JsonNode sent, String path, List<String> errors) {
        int length = text.textValue().codePointCount(0, text.textValue().length());
        if (length < least) {
            return wrong(sent, path, errors, "String should have at least %d character%s".formatted(least, s(least)));
        }
        return length > most
                ? wrong(sent, path, errors, "String should have at most %d character%s".formatted(most, s(most)))
                : text;
    }

    private static String s(int number) {
        return number == 1 ? "" : "s";
    }

    static Rule integer(int least, int most) {
        return (value, path, errors) -> value.isIntegralNumber()
                ? bounded(value, least, most, path, errors)
                : wrong(value, path, errors, "Input should be a valid integer");
    }

    static Rule number(int least, int most) {
        return (value, path, errors) -> value.isNumber()
                ? bounded(value, least, most, path, errors)
                : wrong(value, path, errors, "Input should be a valid number");
    }

    private static JsonNode bounded(JsonNode value, int least, int most, String path, List<String> errors) {
        if (value.doubleValue() < least) {
            return wrong(value, path, errors, "Input should be greater than or equal to " + least);
        }
        return value.doubleValue() > most
                ? wrong(value, path, errors, "Input should be less than or equal to " + most)
                : value;
    }

    static Rule flag() {
        return (value, path, errors) ->
                value.isBoolean() ? value : wrong(value, path, errors, "Input should be a valid boolean");
    }

    /** A list, each of whose elements obeys {@code rule}. */
    static Rule list(Rule rule) {
        return (value, path, errors) -> {
            if (!value.isArray()) {
                return wrong(value, path, errors, "Input should be a valid list");
            }
            var read = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                read.add(rule.read(value.get(i), below(path, String.valueOf(i)), errors));
            }
            return read;
        };
    }

    /** One of some texts, with {@code message} for all else. */
    static Rule oneOf(List<String> texts, String message) {
        return (value, path, errors) -> texts.contains(value.textValue()) ? value : wrong(value, path, errors, message);
    }

    /** {@code rule}, and if that holds, {@code check}, which yields what else is wrong with a text. */
    static Rule also(Rule rule, Function<String, Optional<String>> check) {
        return (value, path, errors) -> {
            int before = errors.size();
            JsonNode read = rule.read(value, path, errors);
            if (errors.size() > before) {
                return read;
            }
            Optional<String> message = check.apply(read.asText());
            return message.isPresent() ? wrong(value, path, errors, message.get()) : read;
        };
    }

    static JsonNode wrong(JsonNode value, String path, List<String> errors, String message) {
        errors.add(error(path, message, PythonText.of(value)));
        return value;
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A reading that refuses the request if anything is wrong. */
    static <T> T all(Function<List<String>, T> reading) {
        var errors = new ArrayList<String>();
        T read = reading.apply(errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(101, String.join("\n", errors));
        }
        return read;
    }
}
