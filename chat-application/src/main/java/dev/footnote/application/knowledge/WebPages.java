package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Fault;
import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.Problem;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.failure.Thing;
import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.document.PagePrinter.PrintedPage;
import dev.footnote.ports.document.UnreachablePageException;

/** Pages of the public web, as files. */
record WebPages(PagePrinter pages) {

    /** Throws {@link Invalid} unless {@code url} is an address of the public web. */
    void check(String url) {
        if (!pages.allows(url)) {
            throw new Invalid(Thing.WEB_PAGE, Problem.MALFORMED, url);
        }
    }

    /**
     * The page at {@code url}.
     *
     * @throws Invalid if the address is none of the public web
     * @throws Upstream if the page cannot be had
     */
    PrintedPage print(String url) {
        check(url);
        try {
            return pages.print(url);
        } catch (UnreachablePageException e) {
            throw new Upstream(Thing.WEB_PAGE, Fault.UNAVAILABLE, e);
        }
    }
}
