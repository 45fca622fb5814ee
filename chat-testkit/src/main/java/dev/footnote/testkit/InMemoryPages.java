package dev.footnote.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.document.UnreachablePageException;
import java.io.ByteArrayInputStream;

/** A web of one page, {@link #PAGE}, and of nothing else at the hosts below {@code .test}. */
public final class InMemoryPages implements PagePrinter {

    /** Where the page is. */
    public static final String PAGE = "https://page.test/";

    @Override
    public boolean allows(String url) {
        return url.matches("https?://[a-z.]+\\.test/.*");
    }

    @Override
    public PrintedPage print(String url) {
        if (!url.equals(PAGE)) {
            throw new UnreachablePageException("there is no page at " + url, null);
        }
        var bytes = new ByteArrayInputStream("Whales sing.".getBytes(UTF_8));
        return new PrintedPage("pdf", buffer -> bytes.read(buffer, 0, buffer.length));
    }
}
