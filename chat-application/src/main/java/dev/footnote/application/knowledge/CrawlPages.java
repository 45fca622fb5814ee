package dev.footnote.application.knowledge;

import dev.footnote.domain.failure.ChatException.Invalid;
import dev.footnote.domain.failure.ChatException.NotFound;
import dev.footnote.domain.failure.ChatException.Upstream;
import dev.footnote.domain.identity.Caller;
import dev.footnote.domain.knowledge.Document;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.document.PagePrinter.PrintedPage;

/** Makes documents of pages of the web. */
public final class CrawlPages {

    private final WebPages pages;
    private final ManageKnowledgeBases bases;
    private final ManageDocuments documents;

    public CrawlPages(PagePrinter pages, ManageKnowledgeBases bases, ManageDocuments documents) {
        this.pages = new WebPages(pages);
        this.bases = bases;
        this.documents = documents;
    }

    /**
     * Stores the page at {@code url} as a document of this name with an ending that tells its type. Nothing is parsed
     * yet.
     *
     * @throws Invalid if the address is none of the public web, or the name is too long
     * @throws NotFound if the knowledge base is not the caller's
     * @throws Upstream if the page cannot be had
     */
    public Document crawl(Caller caller, KnowledgeBaseId base, String name, String url) {
        pages.check(url);
        bases.find(caller, base);
        PrintedPage page = pages.print(url);
        return documents.upload(caller, base, name + "." + page.ending(), page.bytes());
    }
}
