package dev.footnote.adapter.openai;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes only where {@link Addresses} allow it, which are asked for each connection: it connects to exactly what they
 * yield, follows no redirect and asks no proxy.
 */
final class GuardedTransport implements Transport, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GuardedTransport.class);
    private static final int CONNECTIONS = 1_000;

    private final Addresses addresses;
    private final Duration connect;
    private @Nullable CloseableHttpClient client; // made when first there is something to send, for it takes long

    GuardedTransport(Addresses addresses, Duration connect) {
        this.addresses = addresses;
        this.connect = connect;
    }

    private synchronized CloseableHttpClient client() {
        if (client == null) {
            client = newClient();
        }
        return client;
    }

    private CloseableHttpClient newClient() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Resolver(addresses))
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connect))
                                .build())
                        .build())
                .setUserAgent("Footnote")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build();
    }

    @Override
    public CompletableFuture<HttpResponse<InputStream>> send(HttpRequest request, String sent) {
        var post = new HttpPost(request.uri());
        request.headers().map().forEach((name, values) -> values.forEach(value -> post.addHeader(name, value)));
        post.setEntity(new StringEntity(sent, ContentType.APPLICATION_JSON));
        var coming = new Coming(post);
        Thread.ofVirtual().name("guarded-request").start(() -> run(request, post, coming));
        return coming;
    }

    private void run(HttpRequest request, HttpPost post, CompletableFuture<HttpResponse<InputStream>> coming) {
        try {
            ClassicHttpResponse response = client().executeOpen(null, post, null);
            var body = new Body(post, response);
            if (!coming.complete(new Answer(request, response.getCode(), headers(response), body))) {
                body.close();
            }
        } catch (ConnectTimeoutException late) {
            coming.completeExceptionally(new HttpConnectTimeoutException(late.getMessage()));
        } catch (IOException | RuntimeException failure) { // the latter from what is no address
            coming.completeExceptionally(failure);
        }
    }

    private static HttpHeaders headers(ClassicHttpResponse response) {
        return HttpHeaders.of(
                Arrays.stream(response.getHeaders())
                        .collect(Collectors.groupingBy(
                                NameValuePair::getName,
                                Collectors.mapping(header -> String.valueOf(header.getValue()), Collectors.toList()))),
                (name, value) -> true);
    }

    @Override
    public synchronized void close() throws IOException {
        if (client != null) {
            client.close();
        }
    }

    /** An answer under way, which breaks off when it is cancelled. */
    private static final class Coming extends CompletableFuture<HttpResponse<InputStream>> {

        private final HttpPost post;

        Coming(HttpPost post) {
            this.post = post;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            post.cancel();
            return cancelled;
        }
    }

    /** The body of an answer, which is not read to its end when it is closed. */
    private static final class Body extends FilterInputStream {

        private final HttpPost post;
        private final ClassicHttpResponse response;

        Body(HttpPost post, ClassicHttpResponse response) throws IOException {
            super(content(response.getEntity()));
            this.post = post;
            this.response = response;
        }

        private static InputStream content(HttpEntity entity) throws IOException {
            return entity == null ? InputStream.nullInputStream() : entity.getContent();
        }

        @Override
        public void close() {
            post.cancel();
            try {
                response.close();
            } catch (IOException gone) {
                log.debug("The connection was gone already", gone);
            }
        }
    }

    private record Resolver(Addresses addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.of(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private record Answer(HttpRequest request, int statusCode, HttpHeaders headers, InputStream body)
            implements HttpResponse<InputStream> {

        @Override
        public Optional<HttpResponse<InputStream>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }
}
