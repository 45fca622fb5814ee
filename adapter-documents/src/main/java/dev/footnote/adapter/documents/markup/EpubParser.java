package dev.footnote.adapter.documents.markup;

import dev.footnote.adapter.documents.text.Pieces;
import dev.footnote.adapter.documents.text.Unreadable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads the chapters of an EPUB book in the order in which they are to be read. */
public final class EpubParser {

    private EpubParser() {}

    /** Pushes the text of {@code book}, whose entries have been measured; {@code false} if no more was wanted. */
    public static boolean parse(ZipFile book, Pieces pieces) throws IOException {
        Document container = document(book, "META-INF/container.xml", Parser.xmlParser());
        String packagePath = container.select("rootfile").attr("full-path");
        Document contents = document(book, packagePath, Parser.xmlParser());
        String folder = packagePath.substring(0, packagePath.lastIndexOf('/') + 1);
        for (Element chapter : contents.select("spine > itemref")) {
            Element item = contents.getElementById(chapter.attr("idref"));
            String path = item == null ? "" : folder + decoded(item.attr("href"));
            if (book.getEntry(path) != null
                    && !HtmlBlocks.push(
                            document(book, path, Parser.htmlParser()).body(), pieces)) {
                return false;
            }
        }
        return true;
    }

    private static Document document(ZipFile book, String path, Parser parser) throws IOException {
        ZipEntry entry = book.getEntry(path);
        if (entry == null) {
            throw Unreadable.because("This book is damaged: a part that it speaks of is missing.");
        }
        try (var in = book.getInputStream(entry)) {
            return Jsoup.parse(in, null, "", parser);
        }
    }

    private static String decoded(String href) {
        return URLDecoder.decode(href.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
