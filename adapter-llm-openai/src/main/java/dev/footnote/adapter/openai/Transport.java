package dev.footnote.adapter.openai;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Carries requests to models. */
@FunctionalInterface
interface Transport {

    /**
     * Begins to send {@code request}, whose body is {@code sent}. To cancel what is returned, or to close the body of
     * the answer, breaks the connection off.
     */
    CompletableFuture<HttpResponse<InputStream>> send(HttpRequest request, String sent);

    /** Goes wherever it is told. */
    static Transport over(HttpClient client) {
        return (request, sent) -> client.sendAsync(request, BodyHandlers.ofInputStream());
    }
}
