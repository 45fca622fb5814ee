package dev.footnote.adapter.documents.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footnote.domain.stream.ByteSource;
import dev.footnote.ports.document.PagePrinter;
import dev.footnote.ports.document.UnreachablePageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * Prints pages of the web into PDFs. Every address is checked when it is connected to, also behind each redirect;
 * neither cookies nor credentials are sent, and no proxy is asked.
 */
public final class GuardedPagePrinter implements PagePrinter {

    private static final int MAX_REDIRECTS = 5;
    private static final int REDIRECT = 3;
    private static final int OK = 200;

    private final Limits limits;
    private final GuardedResolver resolver;

    /** @param allowed what may be reached although it is not the public web */
    public GuardedPagePrinter(Limits limits, List<Network> allowed) {
        this(limits, new GuardedResolver(allowed));
    }

    GuardedPagePrinter(Limits limits, GuardedResolver resolver) {
        this.limits = limits;
        this.resolver = resolver;
    }

    /** For one page. */
    private CloseableHttpClient newClient() {
        var wait = Timeout.of(limits.silence());
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(wait)
                                .setSocketTimeout(wait)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(wait).build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Footnote")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    /**
     * How much a page may ask for.
     *
     * @param maxBytes of the page, decompressed
     * @param silence how long a server may say nothing
     * @param whole how long all of it may take
     */
    public record Limits(int maxBytes, Duration silence, Duration whole) {
        /** What holds where nothing is set. */
        public static final Limits DEFAULT = new Limits(16 << 20, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    @Override
    public boolean allows(String url) {
        return checked(url)
                .filter(uri -> {
                    try {
                        return resolver.resolve(uri.getHost()).length > 0;
                    } catch (UnknownHostException | IllegalArgumentException unknown) {
                        return false;
                    }
                })
                .isPresent();
    }

    /** The address, if it is one of the web: with a host, and without a user. */
    private static Optional<URI> checked(String url) {
        try {
            var uri = new URI(url.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            return web && uri.getHost() != null && uri.getRawUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public PrintedPage print(String url) {
        try (var client = newClient();
                var deadline = new Deadline(limits.whole())) {
            String next = url;
            for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
                URI uri = checked(next).orElseThrow(() -> new IOException("not an address of the web"));
                Answer answer = client.execute(deadline.on(new HttpGet(uri)), response -> answer(response, uri));
                switch (answer) {
                    case Answer.Elsewhere(String location) -> next = location;
                    case Answer.Page(PrintedPage page) -> {
                        return page;
                    }
                }
            }
            throw new IOException("too many redirects");
        } catch (IOException | IllegalArgumentException e) { // the latter from addresses that are ambiguous
            throw new UnreachablePageException("%s cannot be had: %s".formatted(url, e.getMessage()), e);
        }
    }

    private Answer answer(ClassicHttpResponse response, URI uri) throws IOException {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        if (response.getCode() / 100 == REDIRECT && location != null) {
            return new Answer.Elsewhere(uri.resolve(location.getValue().strip()).toString());
        }
        HttpEntity entity = response.getEntity();
        if (response.getCode() != OK || entity == null) {
            throw new IOException("the server answered with status " + response.getCode());
        }
        return new Answer.Page(printed(entity, uri));
    }

    private PrintedPage printed(HttpEntity entity, URI uri) throws IOException {
        ContentType type = Objects.requireNonNullElse(
                ContentType.parseLenient(entity.getContentType()), ContentType.create("text/html"));
        @Nullable Charset sent = type.getCharset();
        byte[] bytes = read(entity);
        return switch (type.getMimeType().toLowerCase(Locale.ROOT)) {
            case "application/pdf" -> new PrintedPage("pdf", source(bytes));
            case "text/html", "application/xhtml+xml" ->
                printed(Jsoup.parse(
                        new ByteArrayInputStream(bytes), sent == null ? null : sent.name(), uri.toString()));
            case "text/plain", "text/markdown" -> {
                var page = Document.createShell(uri.toString());
                new String(bytes, Objects.requireNonNullElse(sent, UTF_8))
                        .lines()
                        .forEach(line -> page.body().appendElement("p").text(line));
                yield printed(page);
            }
            default -> throw new IOException("a page of type " + type.getMimeType() + " cannot be printed");
        };
    }

    private static PrintedPage printed(Document page) throws IOException {
        List<String> lines = PageText.of(page); // leaves what is no text out of the page
        page.charset(UTF_8);
        return PdfWriter.write(lines)
                .map(pdf -> new PrintedPage("pdf", source(pdf)))
                .orElseGet(() -> new PrintedPage("html", source(page.outerHtml().getBytes(UTF_8))));
    }

    private byte[] read(HttpEntity entity) throws IOException {
        try (var in = entity.getContent()) {
            byte[] bytes = in.readNBytes(limits.maxBytes() + 1);
            if (bytes.length > limits.maxBytes()) {
                throw new IOException("it is larger than %d bytes".formatted(limits.maxBytes()));
            }
            return bytes;
        }
    }

    private static ByteSource source(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        return buffer -> in.read(buffer, 0, buffer.length);
    }

    /** What a server answers with. */
    private sealed interface Answer {

        /** That the page is at another address. */
        record Elsewhere(String location) implements Answer {}

        /** The page. */
        record Page(PrintedPage page) implements Answer {}
    }
}
