package dev.footnote.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code isolation.txt}: what is sent to a route.
 *
 * @param path with the query
 * @param body empty for none; {@code @file} for an upload
 */
record IsolationRow(String method, String path, String body) {

    private static final Pattern NAME = Pattern.compile("\\{([a-z-]+)}");

    static List<IsolationRow> all() throws IOException {
        try (var file = IsolationRow.class.getResourceAsStream("/isolation.txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(IsolationRow::parse)
                    .toList();
        }
    }

    private static IsolationRow parse(String line) {
        String[] columns = line.split(" \\| ", 2);
        String[] words = columns[0].split(" ", 2);
        return new IsolationRow(words[0], words[1], columns.length > 1 ? columns[1] : "");
    }

    /** The method and the path, with nothing in braces. */
    String endpoint() {
        return nameless(method + " " + path.replaceAll("\\?.*", ""));
    }

    static String nameless(String endpoint) {
        return endpoint.replaceAll("\\{[^}]*}", "{}");
    }

    /** The ids that are sent. */
    Set<String> names() {
        var names = new LinkedHashSet<String>();
        Matcher matcher = NAME.matcher(path + body);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** This line with ids for their names; what stands in braces otherwise stays. */
    IsolationRow with(Map<String, String> ids) {
        String filledPath = path;
        String filledBody = body;
        for (var id : ids.entrySet()) {
            filledPath = filledPath.replace("{" + id.getKey() + "}", id.getValue());
            filledBody = filledBody.replace("{" + id.getKey() + "}", id.getValue());
        }
        return new IsolationRow(method, filledPath, filledBody);
    }

    /** This line with what the query of an URL can carry too. */
    IsolationRow withQuery(String query) {
        return new IsolationRow(method, path + (path.contains("?") ? "&" : "?") + query, body);
    }
}
