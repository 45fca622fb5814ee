package dev.footnote.domain.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which values the fields of some documents have.
 *
 * @param fields by name, in order of appearance
 */
public record MetadataSummary(Map<String, Field> fields) {

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?");

    /** Counts the values in {@code documents}. */
    public static MetadataSummary of(Collection<Metadata> documents) {
        var counts = new LinkedHashMap<String, Map<String, Integer>>();
        var kinds = new LinkedHashMap<String, Kind>();
        for (Metadata metadata : documents) {
            metadata.fields().values().forEach((name, value) -> {
                kinds.merge(name, Kind.of(value), (one, other) -> one == other ? one : Kind.TEXT);
                var known = counts.computeIfAbsent(name, any -> new LinkedHashMap<>());
                metadata.values(name).forEach(one -> known.merge(one, 1, Integer::sum));
            });
        }
        var fields = new LinkedHashMap<String, Field>();
        counts.forEach((name, values) -> {
            List<Count> ordered = new ArrayList<>();
            values.forEach((value, documentsWithIt) -> ordered.add(new Count(value, documentsWithIt)));
            ordered.sort(Comparator.comparingInt(Count::documents).reversed());
            fields.put(name, new Field(Optional.ofNullable(kinds.get(name)).orElse(Kind.TEXT), ordered));
        });
        return new MetadataSummary(fields);
    }

    /** What the values of a field are; fields of mixed values are texts. */
    public enum Kind {
        TEXT,
        NUMBER,
        LIST,
        TIME;

        private static Kind of(@Nullable Object value) {
            return switch (value) {
                case Number number -> NUMBER;
                case List<?> list -> LIST;
                case String text when MetadataSummary.TIME.matcher(text).matches() -> TIME;
                case null, default -> TEXT;
            };
        }
    }

    /**
     * A field.
     *
     * @param values the most frequent first
     */
    public record Field(Kind kind, List<Count> values) {
        public Field {
            values = List.copyOf(values);
        }
    }

    /** How many documents have a value. */
    public record Count(String value, int documents) {}
}
