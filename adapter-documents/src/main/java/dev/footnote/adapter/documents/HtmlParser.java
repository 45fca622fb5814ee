package dev.footnote.adapter.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;

/** Reads the text that a web page shows, block by block. Nothing that the page refers to is loaded. */
final class HtmlParser implements FormatParser {

    @Override
    public boolean parse(Path file, Pieces pieces) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var page = Jsoup.parse(in, null, ""); // the encoding by byte order mark or meta element, else UTF-8
            var blocks = new HtmlBlocks(pieces);
            page.body().filter(blocks);
            return blocks.finish();
        }
    }
}
