package dev.footnote.adapter.http;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is said of the routes beside their table: a line of {@code openapi/routes.txt} each.
 *
 * @param notes by method and path
 */
record RouteNotes(Map<String, Note> notes) {

    private static final Splitter COLUMNS = Splitter.on('|').trimResults();
    private static final Splitter FIELDS = Splitter.on(',').trimResults().omitEmptyStrings();

    RouteNotes {
        notes = Map.copyOf(notes);
    }

    /** The notes of this program. */
    static RouteNotes load() {
        try (InputStream file = RouteNotes.class.getResourceAsStream("/openapi/routes.txt")) {
            if (file == null) {
                throw new IllegalStateException("the description of the routes is not on the class path");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RouteNotes parse(String text) {
        var notes = new LinkedHashMap<String, Note>();
        for (String line : text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList()) {
            List<String> columns = COLUMNS.splitToList(line);
            var note = new Note(
                    column(columns, 1),
                    column(columns, 2),
                    FIELDS.splitToStream(column(columns, 3))
                            .map(RouteNotes::field)
                            .toList(),
                    column(columns, 4).isEmpty() ? "json" : column(columns, 4));
            if (notes.put(columns.getFirst(), note) != null) {
                throw new IllegalStateException("described twice: " + columns.getFirst());
            }
        }
        return new RouteNotes(notes);
    }

    /** What is said of {@code route}; its method and path where nothing is. */
    Note of(Route route) {
        return notes.getOrDefault(key(route), new Note("other", key(route), List.of(), "json"));
    }

    /** How a route is named in the file. */
    static String key(Route route) {
        return route.method().name() + " " + route.path();
    }

    private static String column(List<String> columns, int number) {
        return number < columns.size() ? columns.get(number) : "";
    }

    private static Field field(String text) {
        boolean query = text.startsWith("?");
        List<String> parts = Splitter.on(':').splitToList(query ? text.substring(1) : text);
        String name = parts.getFirst();
        boolean required = name.endsWith("*");
        return new Field(
                required ? name.substring(0, name.length() - 1) : name,
                parts.size() > 1 ? parts.get(1) : "string",
                query,
                required);
    }

    /**
     * What is said of one route.
     *
     * @param answer what a success answers with: json, stream, events, file, text, page or plain
     */
    record Note(String group, String summary, List<Field> fields, String answer) {

        private static final Set<String> ANSWERS = Set.of("json", "stream", "events", "file", "text", "page", "plain");

        Note {
            fields = List.copyOf(fields);
            if (!ANSWERS.contains(answer)) {
                throw new IllegalArgumentException("no kind of answer: " + answer);
            }
        }
    }

    /**
     * A field of a body, or a parameter of a query.
     *
     * @param type string, integer, number, boolean, object, file, or a list of them as {@code string[]}
     */
    record Field(String name, String type, boolean query, boolean required) {}
}
