package dev.footnote.domain.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client has noted of a document, by which documents can be chosen.
 *
 * @param fields texts, numbers and lists of them, by name; in lists, texts are single values
 */
public record Metadata(ClientSettings fields) {

    /** Nothing is noted. */
    public static final Metadata NONE = new Metadata(ClientSettings.NONE);

    private static final Pattern SEPARATORS = Pattern.compile("[、，,;；|]");

    /** Takes {@code fields}; texts in lists are split where they are enumerations, and no value stays twice. */
    public Metadata {
        requireNonNull(fields, "fields");
        var split = new LinkedHashMap<String, @Nullable Object>();
        fields.values().forEach((name, value) -> split.put(name, value instanceof List<?> list ? split(list) : value));
        fields = new ClientSettings(split);
    }

    private static List<@Nullable Object> split(List<?> list) {
        var values = new LinkedHashSet<@Nullable Object>();
        for (Object item : list) {
            if (item instanceof String text) {
                SEPARATORS
                        .splitAsStream(text)
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .forEach(values::add);
            } else {
                values.add(item);
            }
        }
        return new ArrayList<>(values);
    }

    /** The values of a field as texts, those of a list one by one; none if there is no such field. */
    public List<String> values(String name) {
        if (!fields.values().containsKey(name)) {
            return List.of();
        }
        return fields.values().get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(fields.values().get(name)));
    }

    /** These fields with {@code updates} and then {@code removals} carried out. */
    public Metadata changed(List<Update> updates, List<Removal> removals) {
        var changed = new LinkedHashMap<String, @Nullable Object>(fields.values());
        updates.forEach(update -> update.apply(changed));
        removals.forEach(removal -> removal.apply(changed));
        return new Metadata(new ClientSettings(changed));
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return String.valueOf(one).equals(String.valueOf(other));
    }

    /**
     * A value to set. Without {@code match} it is added to a list and replaces all else.
     *
     * @param match if present, only what equals it as a text is replaced
     */
    public record Update(String name, Object value, Optional<Object> match) {
        public Update {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
            requireNonNull(match, "match");
        }

        private void apply(Map<String, @Nullable Object> fields) {
            if (!fields.containsKey(name)) {
                if (match.isEmpty()) {
                    fields.put(name, value);
                }
                return;
            }
            if (fields.get(name) instanceof List<?> list) {
                fields.put(name, match.isPresent() ? replaced(list, match.get()) : appended(list));
            } else if (match.map(wanted -> same(wanted, fields.get(name))).orElse(true)) {
                fields.put(name, value);
            }
        }

        private List<?> replaced(List<?> list, Object wanted) {
            return list.stream()
                    .map(item -> same(item, wanted) ? value : Objects.requireNonNullElse(item, ""))
                    .toList();
        }

        private List<?> appended(List<?> list) {
            var items = new ArrayList<@Nullable Object>(list);
            List<?> added = value instanceof List<?> more ? more : List.of(value);
            for (Object one : added) {
                if (items.stream().noneMatch(item -> same(item, one))) {
                    items.add(one);
                }
            }
            return items;
        }
    }

    /**
     * A field to remove.
     *
     * @param value if present, only what equals it as a text is removed, and the field if nothing is left
     */
    public record Removal(String name, Optional<Object> value) {
        public Removal {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }

        private void apply(Map<String, @Nullable Object> fields) {
            Object there = fields.get(name);
            if (value.isEmpty()) {
                fields.remove(name);
            } else if (there instanceof List<?> list) {
                List<?> left =
                        list.stream().filter(item -> !same(item, value.get())).toList();
                if (left.isEmpty()) {
                    fields.remove(name);
                } else {
                    fields.put(name, left);
                }
            } else if (there != null && same(there, value.get())) {
                fields.remove(name);
            }
        }
    }
}
