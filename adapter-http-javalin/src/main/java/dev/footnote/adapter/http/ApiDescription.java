package dev.footnote.adapter.http;

import com.google.common.base.CaseFormat;
import dev.footnote.adapter.http.RouteNotes.Field;
import dev.footnote.adapter.http.RouteNotes.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API as an OpenAPI 3.1 document, made of the table of routes. */
final class ApiDescription {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String JSON = "application/json";

    private final List<Route> routes;
    private final RouteNotes notes;

    ApiDescription(List<Route> routes, RouteNotes notes) {
        this.routes = List.copyOf(routes);
        this.notes = notes;
    }

    Map<String, @Nullable Object> document() {
        return Shape.of(
                "openapi", "3.1.0",
                "info",
                        Shape.of(
                                "title",
                                "Footnote",
                                "version",
                                version(),
                                "summary",
                                "Grounded chat: answers with a verified citation behind every sentence.",
                                "license",
                                Shape.of(
                                        "name", "Apache-2.0",
                                        "url", "https://www.apache.org/licenses/LICENSE-2.0.txt")),
                "servers", List.of(Shape.of("url", "/")),
                "paths", paths(),
                "components",
                        Shape.of(
                                "schemas", Shape.of("Envelope", envelope()),
                                "responses", Shape.of("Failure", failure()),
                                "securitySchemes",
                                        Shape.of(
                                                "API_KEY", bearer("An API key."),
                                                "SESSION", bearer("The token of a signed-in user, or an API key."),
                                                "SHARE", bearer("A token that opens one shared chat."),
                                                "TICKET",
                                                        Shape.of("type", "apiKey", "in", "query", "name", "ticket"))));
    }

    private Map<String, @Nullable Object> paths() {
        var paths = new LinkedHashMap<String, @Nullable Object>();
        var spelled = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        var names = new LinkedHashMap<String, String>();
        for (Route route : routes) {
            var all = new ArrayList<>(List.of(route.path()));
            route.aliases().stream().sorted().forEach(all::add);
            for (String path : all) {
                // two templates that differ in the names of their parameters alone are one path
                String shape = PARAMETER.matcher(path).replaceAll("{}");
                String name = names.computeIfAbsent(shape, first -> path);
                Map<String, @Nullable Object> item = spelled.computeIfAbsent(shape, first -> Shape.of());
                item.put(route.method().name().toLowerCase(Locale.ROOT), operation(route, name));
                paths.put(name, item);
            }
        }
        return paths;
    }

    private Map<String, @Nullable Object> operation(Route route, String path) {
        Note note = notes.of(route);
        var operation = Shape.of(
                "operationId", id(route, path),
                "summary", note.summary(),
                "tags", List.of(note.group()));
        if (!path.equals(route.path()) && route.aliases().contains(path)) {
            operation.put("description", "The same as `%s`.".formatted(route.path()));
        }
        var parameters = new ArrayList<Map<String, @Nullable Object>>();
        PARAMETER
                .matcher(path)
                .results()
                .forEach(found -> parameters.add(Shape.of(
                        "name", found.group(1), "in", "path", "required", true, "schema", Shape.of("type", "string"))));
        note.fields().stream()
                .filter(Field::query)
                .forEach(field -> parameters.add(Shape.of(
                        "name", field.name(),
                        "in", "query",
                        "required", field.required(),
                        "schema", schema(field.type()))));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        List<Field> body =
                note.fields().stream().filter(field -> !field.query()).toList();
        if (!body.isEmpty()) {
            operation.put("requestBody", requestBody(body));
        }
        operation.put(
                "responses",
                Shape.of("200", success(note), "default", Shape.of("$ref", "#/components/responses/Failure")));
        operation.put(
                "security",
                schemes(route.credential()).stream()
                        .map(scheme -> Shape.of(scheme, List.of()))
                        .toList());
        return operation;
    }

    /** Any one of which will do. */
    private static List<String> schemes(Credential credential) {
        return switch (credential) {
            case NONE -> List.of();
            case API_KEY -> List.of("API_KEY");
            case SESSION -> List.of("SESSION");
            case SHARE -> List.of("SHARE");
            case TICKET -> List.of("API_KEY", "TICKET");
            case SESSION_TICKET -> List.of("SESSION", "TICKET");
        };
    }

    private static Map<String, @Nullable Object> requestBody(List<Field> fields) {
        var properties = Shape.of();
        fields.forEach(field -> properties.put(field.name(), schema(field.type())));
        var schema = Shape.of("type", "object", "properties", properties);
        List<String> required =
                fields.stream().filter(Field::required).map(Field::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        boolean upload = fields.stream().anyMatch(field -> field.type().equals("file"));
        return Shape.of(
                "required",
                !required.isEmpty(),
                "content",
                Shape.of(upload ? "multipart/form-data" : JSON, Shape.of("schema", schema)));
    }

    private static Map<String, @Nullable Object> success(Note note) {
        Map<String, @Nullable Object> plain = Shape.of("schema", Shape.of("type", "object"));
        Map<String, @Nullable Object> wrapped = Shape.of("schema", Shape.of("$ref", "#/components/schemas/Envelope"));
        Map<String, @Nullable Object> text = Shape.of("schema", Shape.of("type", "string"));
        Map<String, @Nullable Object> content = switch (note.answer()) {
            case "stream" ->
                Shape.of("text/event-stream", text, JSON, note.group().equals("openai") ? plain : wrapped);
            case "events" -> Shape.of("text/event-stream", text);
            case "file" -> Shape.of("application/octet-stream", Shape.of());
            case "text", "page" -> Shape.of("text/html", text);
            case "plain" -> Shape.of(JSON, plain);
            default -> Shape.of(JSON, wrapped);
        };
        return Shape.of("description", "Done.", "content", content);
    }

    private static Map<String, @Nullable Object> schema(String type) {
        if (type.endsWith("[]")) {
            return Shape.of("type", "array", "items", schema(type.substring(0, type.length() - 2)));
        }
        return type.equals("file")
                ? Shape.of("type", "string", "contentMediaType", "application/octet-stream")
                : Shape.of("type", type);
    }

    private static Map<String, @Nullable Object> envelope() {
        return Shape.of(
                "type",
                "object",
                "required",
                List.of("code"),
                "properties",
                Shape.of(
                        "code", Shape.of("type", "integer", "description", "0: success; else the kind of the failure"),
                        "message", Shape.of("type", "string"),
                        "data", Shape.of("description", "What was asked for; absent where there is nothing to tell.")));
    }

    private static Map<String, @Nullable Object> failure() {
        return Shape.of(
                "description",
                "A code other than 0 and a plain sentence.",
                "content",
                Shape.of(JSON, Shape.of("schema", Shape.of("$ref", "#/components/schemas/Envelope"))));
    }

    private static Map<String, @Nullable Object> bearer(String description) {
        return Shape.of("type", "http", "scheme", "bearer", "description", description);
    }

    /** A name that is unique, since method and path are. */
    private static String id(Route route, String path) {
        String words = route.method().name().toLowerCase(Locale.ROOT) + path.replaceAll("[^A-Za-z0-9]+", "_");
        return CaseFormat.LOWER_UNDERSCORE.to(
                CaseFormat.LOWER_CAMEL, words.endsWith("_") ? words.substring(0, words.length() - 1) : words);
    }

    private static String version() {
        @Nullable String version = ApiDescription.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "unknown");
    }
}
