package dev.footnote.adapter.documents.web;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text of a page, a line for each of its blocks. */
final class PageText implements NodeVisitor {

    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    private PageText() {}

    /** The lines of {@code page}, its title first; none is blank. */
    static List<String> of(Document page) {
        page.select("script, style, noscript, template, svg, iframe").remove();
        var text = new PageText();
        text.line.append(page.title());
        text.end();
        page.body().traverse(text);
        text.end();
        return List.copyOf(text.lines);
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            line.append(text.getWholeText());
        } else if (node instanceof Element element && (element.isBlock() || element.nameIs("br"))) {
            end();
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element && element.isBlock()) {
            end();
        } else if (node instanceof Element element && (element.nameIs("td") || element.nameIs("th"))) {
            line.append(' ');
        }
    }

    private void end() {
        String text = line.toString()
                .replaceAll("\\p{Cf}", "")
                .replaceAll("[\\p{Cntrl}\\s\\u00a0]+", " ")
                .strip();
        if (!text.isEmpty()) {
            lines.add(text);
        }
        line.setLength(0);
    }
}
