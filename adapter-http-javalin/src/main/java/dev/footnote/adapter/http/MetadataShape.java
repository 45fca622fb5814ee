package dev.footnote.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.domain.knowledge.DocumentChoice;
import dev.footnote.domain.knowledge.DocumentChoice.Field;
import dev.footnote.domain.knowledge.Metadata;
import dev.footnote.domain.knowledge.MetadataFilter;
import dev.footnote.domain.knowledge.MetadataFilter.Condition;
import dev.footnote.domain.knowledge.MetadataFilter.Operator;
import dev.footnote.domain.knowledge.MetadataSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How metadata, conditions on it and changes to it stand on the wire. */
final class MetadataShape {

    private MetadataShape() {}

    /** The conditions in {@code sent}; empty if there are none. */
    static Optional<MetadataFilter> filter(Body sent) {
        JsonNode list = sent.json().path("conditions");
        List<Condition> conditions = new ArrayList<>();
        list.forEach(node -> {
            if (node instanceof ObjectNode condition) {
                conditions.add(condition(condition));
            }
        });
        String logic = sent.json()
                .path("logic")
                .asText(sent.json().path("logical_operator").asText("and"));
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(new MetadataFilter(conditions, logic.equalsIgnoreCase("and")));
    }

    /** Which documents are searched, as {@code meta_data_filter} says; of a method that is not known, all. */
    static DocumentChoice choice(Body sent) {
        return switch (sent.json().path("method").asText()) {
            case "manual" -> {
                ObjectNode conditions = Json.object("conditions", sent.json().path("manual"));
                conditions.put("logic", sent.json().path("logic").asText("and"));
                yield filter(new Body(conditions))
                        .<DocumentChoice>map(DocumentChoice.Stated::new)
                        .orElse(DocumentChoice.ALL);
            }
            case "auto" -> new DocumentChoice.Asked(List.of());
            case "semi_auto" -> {
                List<Field> fields = fields(sent.json().path("semi_auto"));
                yield fields.isEmpty() ? DocumentChoice.ALL : new DocumentChoice.Asked(fields);
            }
            default -> DocumentChoice.ALL;
        };
    }

    private static List<Field> fields(JsonNode list) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode one : list) {
            String name = one.isTextual() ? one.textValue() : key(one);
            Optional<Operator> fixed =
                    Optional.of(operator(one.path("op").asText(""))).filter(operator -> operator != Operator.NEVER);
            if (!name.isBlank()) {
                fields.add(new Field(name, fixed));
            }
        }
        return fields;
    }

    private static Condition condition(ObjectNode sent) {
        JsonNode name = sent.path(sent.has("name") ? "name" : "key");
        List<String> names = new ArrayList<>();
        if (name.isArray()) {
            name.forEach(one -> names.add(one.asText()));
        } else {
            names.add(name.asText());
        }
        String operator = sent.path(sent.has("comparison_operator") ? "comparison_operator" : "op")
                .asText();
        return new Condition(
                names, operator(operator), value(sent.path("value")).orElse(""));
    }

    private static Operator operator(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "is", "=", "==" -> Operator.EQUAL;
            case "not is", "is not", "!=", "≠" -> Operator.UNEQUAL;
            case ">", "after" -> Operator.GREATER;
            case "<", "before" -> Operator.LESS;
            case ">=", "≥" -> Operator.AT_LEAST;
            case "<=", "≤" -> Operator.AT_MOST;
            case "contains" -> Operator.CONTAINS;
            case "not contains" -> Operator.CONTAINS_NOT;
            case "in" -> Operator.IN;
            case "not in" -> Operator.NOT_IN;
            case "start with" -> Operator.STARTS;
            case "end with" -> Operator.ENDS;
            case "empty" -> Operator.EMPTY;
            case "not empty" -> Operator.NOT_EMPTY;
            default -> Operator.NEVER;
        };
    }

    /** The values to set. */
    static List<Metadata.Update> updates(JsonNode list) {
        List<Metadata.Update> updates = new ArrayList<>();
        for (JsonNode node : list) {
            Optional<Object> value = value(node.path("value"));
            if (key(node).isEmpty() || value.isEmpty()) {
                throw Refusal.invalid(102, "Each update requires key and value.");
            }
            updates.add(new Metadata.Update(key(node), value.get(), value(node.path("match"))));
        }
        return updates;
    }

    /** The fields to remove. */
    static List<Metadata.Removal> removals(JsonNode list) {
        List<Metadata.Removal> removals = new ArrayList<>();
        for (JsonNode node : list) {
            if (key(node).isEmpty()) {
                throw Refusal.invalid(102, "Each delete requires key.");
            }
            removals.add(new Metadata.Removal(key(node), value(node.path("value"))));
        }
        return removals;
    }

    private static String key(JsonNode node) {
        return node.path("key").isTextual() ? node.path("key").textValue() : "";
    }

    private static Optional<Object> value(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> held = Json.tree(new Body(Json.object("value", node)).json());
        return Optional.of(Objects.requireNonNull(held.get("value")));
    }

    static Map<String, @Nullable Object> summary(MetadataSummary summary) {
        Map<String, @Nullable Object> fields = Shape.of();
        summary.fields()
                .forEach((name, field) -> fields.put(
                        name,
                        Shape.of(
                                "type",
                                type(field.kind()),
                                "values",
                                field.values().stream()
                                        .map(count -> List.of(count.value(), count.documents()))
                                        .toList())));
        return fields;
    }

    private static String type(MetadataSummary.Kind kind) {
        return switch (kind) {
            case TEXT -> "string";
            case NUMBER -> "number";
            case LIST -> "list";
            case TIME -> "time";
        };
    }
}
