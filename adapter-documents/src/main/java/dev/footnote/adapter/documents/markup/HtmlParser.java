package dev.footnote.adapter.documents.markup;

import dev.footnote.adapter.documents.text.Budget;
import dev.footnote.adapter.documents.text.FormatParser;
import dev.footnote.adapter.documents.text.Pieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;

/** Reads the text that a web page shows, block by block. Nothing that the page refers to is loaded. */
public final class HtmlParser implements FormatParser {

    @Override
    public boolean parse(Path file, Pieces pieces, Budget budget) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var page = Jsoup.parse(in, null, ""); // the encoding by byte order mark or meta element, else UTF-8
            return HtmlBlocks.push(page.body(), pieces);
        }
    }
}
