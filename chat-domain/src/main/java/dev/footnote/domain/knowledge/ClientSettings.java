package dev.footnote.domain.knowledge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings that a client sends along and reads back as it sent them; nothing here looks inside.
 *
 * @param values a tree of maps with text keys, lists, texts, numbers, booleans and nulls, in the client's order
 */
public record ClientSettings(Map<String, @Nullable Object> values) {

    /** No settings. */
    public static final ClientSettings NONE = new ClientSettings(Map.of());

    public ClientSettings {
        values = copy(values);
    }

    /**
     * These settings with those of {@code changes} written over them; maps are merged key by key, all else replaced.
     */
    public ClientSettings merged(ClientSettings changes) {
        return new ClientSettings(merge(values, changes.values));
    }

    /** These settings with those of {@code changes} in their place, maps too. */
    public ClientSettings replaced(ClientSettings changes) {
        var replaced = new LinkedHashMap<String, @Nullable Object>(values);
        replaced.putAll(changes.values);
        return new ClientSettings(replaced);
    }

    private static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> under, Map<String, @Nullable Object> over) {
        var merged = new LinkedHashMap<String, @Nullable Object>(under);
        over.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && merged.get(key) instanceof Map<?, ?> known) {
                merged.put(key, merge(copy(known), copy(map)));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object frozen(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> copy(map);
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(item -> copy.add(frozen(item)));
                yield Collections.unmodifiableList(copy);
            }
            case null, default -> value;
        };
    }
}
