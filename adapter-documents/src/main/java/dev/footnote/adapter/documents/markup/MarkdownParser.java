package dev.footnote.adapter.documents.markup;

import static dev.footnote.domain.knowledge.Section.Kind.BLOCK;
import static dev.footnote.domain.knowledge.Section.Kind.TABLE;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.TextReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;

/** Reads Markdown block by block, as its source. A long list is read item by item; HTML loses its tags. */
public final class MarkdownParser implements FormatParser {

    private static final int LONG_LIST = 1_500;
    private static final Pattern TABLE_RULE = Pattern.compile("\\|?( *+:?-++:? *+\\|)++( *+:?-++:? *+)?");

    private final Parser parser =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        String source;
        try (var text = TextReader.open(file)) {
            source = text.rest();
        }
        for (Node node = parser.parse(source).getFirstChild(); node != null; node = node.getNext()) {
            if (!push(node, source, pieces)) {
                return false;
            }
        }
        return true;
    }

    private static boolean push(Node node, String source, Pieces pieces) {
        String text = textOf(node, source);
        return switch (node) {
            case Heading heading -> pieces.heading(heading.getLevel(), text, Optional.empty());
            case ThematicBreak line -> true;
            case LinkReferenceDefinition link -> true;
            case HtmlBlock html ->
                pieces.push(BLOCK, Jsoup.parseBodyFragment(text).text());
            case Paragraph table when isTable(text) -> pieces.push(TABLE, text);
            case ListBlock list when text.length() > LONG_LIST -> pushItems(list, source, pieces);
            default -> pieces.push(BLOCK, text);
        };
    }

    private static boolean pushItems(ListBlock list, String source, Pieces pieces) {
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (!pieces.push(BLOCK, textOf(item, source))) {
                return false;
            }
        }
        return true;
    }

    private static String textOf(Node node, String source) {
        List<SourceSpan> lines = node.getSourceSpans();
        if (lines.isEmpty()) {
            return "";
        }
        SourceSpan last = lines.getLast();
        return source.substring(lines.getFirst().getInputIndex(), last.getInputIndex() + last.getLength());
    }

    /** Tables are an extension of the language; without it they are paragraphs whose second line is a rule. */
    private static boolean isTable(String paragraph) {
        List<String> lines = paragraph.lines().limit(2).map(String::strip).toList();
        return lines.size() == 2
                && lines.getFirst().contains("|")
                && TABLE_RULE.matcher(lines.getLast()).matches();
    }
}
