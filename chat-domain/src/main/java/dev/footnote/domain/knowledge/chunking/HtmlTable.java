package dev.footnote.domain.knowledge.chunking;

import java.util.List;
import java.util.stream.Collectors;

/** Writes rows as an HTML table, in the form that clients expect. */
final class HtmlTable {

    private HtmlTable() {}

    /** A table with a caption; the first of {@code rows}, of which there is at least one, is its header. */
    static String of(String caption, List<List<String>> rows) {
        String body = rows.stream().skip(1).map(row -> row(row, "td")).collect(Collectors.joining());
        return "<table><caption>%s</caption>%s%s</table>\n"
                .formatted(escaped(caption), row(rows.getFirst(), "th"), body);
    }

    private static String row(List<String> cells, String tag) {
        return cells.stream()
                .map(cell -> "<%s>%s</%s>".formatted(tag, escaped(cell), tag))
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
