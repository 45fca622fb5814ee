package dev.footnote.adapter.documents.markup;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.TABLE;
import static java.util.stream.Collectors.joining;

import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.domain.knowledge.Section;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Gathers the text of a page while its nodes are visited in order, and hands it on where a block begins or ends. */
final class HtmlBlocks implements NodeFilter {

    private static final Set<String> NOT_SHOWN =
            Set.of("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea");

    private final Pieces pieces;
    private final StringBuilder block = new StringBuilder();
    private boolean wanted = true;
    private int headingLevel;

    HtmlBlocks(Pieces pieces) {
        this.pieces = pieces;
    }

    /** Hands on what {@code page} shows; {@code false} if no more was wanted. */
    static boolean push(Element page, Pieces pieces) {
        var blocks = new HtmlBlocks(pieces);
        page.filter(blocks);
        blocks.flush();
        return blocks.wanted;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        return switch (node) {
            case TextNode text -> {
                block.append(text.getWholeText());
                yield FilterResult.CONTINUE;
            }
            case Element element -> begin(element);
            default -> FilterResult.CONTINUE;
        };
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && element.isBlock()) {
            flush();
            headingLevel = 0;
        }
        return wanted ? FilterResult.CONTINUE : FilterResult.STOP;
    }

    private FilterResult begin(Element element) {
        String name = element.normalName();
        if (NOT_SHOWN.contains(name) || element.hasAttr("hidden")) {
            return FilterResult.SKIP_CHILDREN;
        }
        if (name.equals("br")) {
            block.append(' ');
        }
        if (!element.isBlock()) {
            return FilterResult.CONTINUE;
        }
        flush();
        headingLevel = name.matches("h[1-6]") ? name.charAt(1) - '0' : 0;
        if (name.equals("pre")) {
            push(BLOCK, element.wholeText().strip());
        } else if (name.equals("table") && element.select("table").size() == 1) {
            push(TABLE, rows(element));
        } else {
            return wanted ? FilterResult.CONTINUE : FilterResult.STOP;
        }
        return wanted ? FilterResult.SKIP_CHILDREN : FilterResult.STOP;
    }

    private static String rows(Element table) {
        return table.select("tr").stream()
                .map(row -> row.select("th, td").stream().map(Element::text).collect(joining(" | ")))
                .collect(joining("\n"));
    }

    private void flush() {
        String text = block.toString().replaceAll("[\\s\\u00a0]+", " ").strip();
        block.setLength(0);
        if (headingLevel > 0 && !text.isEmpty()) {
            wanted = wanted && pieces.heading(headingLevel, "#".repeat(headingLevel) + " " + text, Optional.empty());
        } else {
            push(BLOCK, text);
        }
    }

    private void push(Section.Kind kind, String text) {
        wanted = wanted && pieces.push(kind, text);
    }
}
