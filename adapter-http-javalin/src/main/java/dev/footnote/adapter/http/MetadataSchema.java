package dev.footnote.adapter.http;

import dev.footnote.domain.knowledge.ClientSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to be noted of documents, as the settings of their parser say it. */
final class MetadataSchema {

    private static final String FIELD = "metadata";

    private MetadataSchema() {}

    /** The settings as clients read them back: what is to be noted is a JSON schema, however it was sent. */
    static Map<String, @Nullable Object> shown(ClientSettings parser) {
        var shown = new LinkedHashMap<>(parser.values());
        if (shown.containsKey(FIELD)) {
            shown.put(FIELD, schema(shown.get(FIELD)));
        }
        return shown;
    }

    private static Map<?, ?> schema(@Nullable Object sent) {
        return switch (sent) {
            case Map<?, ?> map when map.get("properties") instanceof Map<?, ?> -> map;
            case List<?> list when !list.isEmpty() -> schema(list);
            case null, default -> Map.of();
        };
    }

    private static Map<String, @Nullable Object> schema(List<?> list) {
        Map<String, @Nullable Object> properties = Shape.of();
        for (Object item : list) {
            if (item instanceof Map<?, ?> field && field.get("key") instanceof String key) {
                Map<String, @Nullable Object> property =
                        Shape.of("description", Objects.requireNonNullElse(field.get("description"), ""));
                if (field.get("enum") instanceof List<?> values && !values.isEmpty()) {
                    property.put("enum", values);
                    property.put("type", "string");
                }
                properties.put(key, property);
            }
        }
        return Shape.of("type", "object", "properties", properties, "additionalProperties", false);
    }
}
