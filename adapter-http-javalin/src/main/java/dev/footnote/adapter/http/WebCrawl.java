package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.POST;

import dev.footnote.application.ChatApplication;
import dev.footnote.application.knowledge.CrawlPages;
import dev.footnote.domain.failure.ChatException;
import dev.footnote.domain.failure.Thing;
import dev.footnote.domain.knowledge.KnowledgeBaseId;
import java.util.List;

/** Documents that are pages of the web. */
final class WebCrawl {

    private final CrawlPages pages;

    WebCrawl(ChatApplication app) {
        this.pages = app.crawlPages();
    }

    List<Route> routes() {
        return List.of(Route.of(POST, WebDocuments.PATH + "/web_crawl", Credential.SESSION, this::crawl));
    }

    private Result crawl(Call call) {
        Body body = WebBody.requiring(call, "kb_id", "name", "url");
        KnowledgeBaseId base = WebDocuments.required(body);
        String name = body.find("name").map(PythonText::of).orElse("").strip();
        String url = body.find("url").map(PythonText::of).orElse("");
        if (name.isEmpty()) {
            throw WebDocuments.refused("File name can't be empty.");
        }
        try {
            pages.crawl(call.caller(), base, name, url);
            return Envelope.web(true);
        } catch (ChatException.NotFound none) {
            throw new Refusal(Envelope.full(100, "Can't find this dataset!", null, Outcome.NOT_FOUND));
        } catch (ChatException.Invalid | ChatException.Upstream failure) {
            throw refused(failure);
        }
    }

    /** How it is told that a page cannot be had; what failed for another reason is thrown as it is. */
    static Refusal refused(ChatException failure) {
        if (failure instanceof ChatException.Invalid refused) {
            return WebDocuments.refused(
                    refused.thing() == Thing.WEB_PAGE
                            ? "The URL format is invalid"
                            : "File name must be 255 bytes or less.");
        }
        if (failure.thing() != Thing.WEB_PAGE) {
            throw failure;
        }
        return new Refusal(Envelope.full(100, "Download failure.", null, Outcome.UPSTREAM));
    }
}
