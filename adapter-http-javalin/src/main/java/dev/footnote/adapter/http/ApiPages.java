package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import com.google.common.base.Suppliers;
import com.google.common.html.HtmlEscapers;
import dev.footnote.adapter.http.RouteNotes.Field;
import dev.footnote.adapter.http.RouteNotes.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Offers the description of the API: for programs and for people. */
final class ApiPages {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Footnote: the API</title>
            <link rel="icon" href="data:,">
            <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
            code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
            section { border-top: 1px solid; padding: .6rem 0; }
            h3 { margin: 0; font-size: 1rem; }
            p { margin: .2rem 0; }
            </style>
            </head>
            <body>
            <h1>Footnote: the API</h1>
            <p>Send an API key as <code>Authorization: Bearer …</code>. For programs:
            <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). A star marks what is required.</p>
            """;

    private final List<Route> all;
    private final RouteNotes notes = RouteNotes.load();
    private final Supplier<byte[]> document; // made when first asked for: a start has better things to do
    private final Supplier<String> page;

    /** @param others all routes but those of this class */
    ApiPages(List<Route> others) {
        all = new ArrayList<>(others);
        all.addAll(routes());
        document = Suppliers.memoize(() -> Json.bytes(new ApiDescription(all, notes).document()));
        page = Suppliers.memoize(this::page);
    }

    List<Route> routes() {
        return List.of(
                Route.of(GET, "/openapi.json", Credential.NONE, this::openApi),
                Route.of(GET, "/docs", Credential.NONE, this::docs));
    }

    private Result openApi(Call call) {
        call.context().contentType("application/json; charset=utf-8").result(document.get());
        return new Result.Done();
    }

    private Result docs(Call call) {
        call.context().contentType("text/html; charset=utf-8").result(page.get());
        return new Result.Done();
    }

    private String page() {
        var groups = new LinkedHashMap<String, List<Route>>();
        all.forEach(route -> groups.computeIfAbsent(notes.of(route).group(), first -> new ArrayList<>())
                .add(route));
        var html = new StringBuilder(HEAD);
        html.append("<nav>");
        groups.keySet().forEach(group -> html.append("<a href=\"#%1$s\">%1$s</a> ".formatted(escaped(group))));
        html.append("</nav>\n");
        for (Map.Entry<String, List<Route>> group : groups.entrySet()) {
            html.append("<h2 id=\"%1$s\">%1$s</h2>\n".formatted(escaped(group.getKey())));
            group.getValue().forEach(route -> html.append(section(route)));
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private String section(Route route) {
        Note note = notes.of(route);
        var html = new StringBuilder("<section>\n<h3><code>%s</code></h3>\n<p>%s</p>\n"
                .formatted(escaped(RouteNotes.key(route)), escaped(note.summary())));
        line(html, "Also at", route.aliases().stream().sorted().toList());
        line(
                html,
                "Query",
                note.fields().stream().filter(Field::query).map(ApiPages::name).toList());
        line(
                html,
                "Body",
                note.fields().stream()
                        .filter(field -> !field.query())
                        .map(ApiPages::name)
                        .toList());
        if (route.credential() == Credential.NONE) {
            html.append("<p>No key needed.</p>\n");
        }
        return html.append("</section>\n").toString();
    }

    private static String name(Field field) {
        return field.name() + (field.required() ? "*" : "") + ": " + field.type();
    }

    private static void line(StringBuilder html, String label, List<String> codes) {
        if (!codes.isEmpty()) {
            html.append("<p>").append(label).append(": ");
            html.append(String.join(
                    ", ",
                    codes.stream()
                            .map(code -> "<code>" + escaped(code) + "</code>")
                            .toList()));
            html.append("</p>\n");
        }
    }

    private static String escaped(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
