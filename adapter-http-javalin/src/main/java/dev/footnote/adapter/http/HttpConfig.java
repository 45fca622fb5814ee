package dev.footnote.adapter.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the API is offered.
 *
 * @param port 0 for any free one
 * @param stopPatience how long requests may go on once the server is closed
 * @param maxBodyBytes the longest request, uploads included
 * @param limits how much a client may ask for
 * @param tls how the server proves who it is; empty for HTTP without TLS
 * @param metrics what is served at {@code /metrics}, in the text format of Prometheus; called by several threads at
 *     once
 * @param tracing sees every request to a route
 */
public record HttpConfig(
        String host,
        int port,
        Profile profile,
        Duration stopPatience,
        long maxBodyBytes,
        Limits limits,
        Optional<TlsConfig> tls,
        Optional<Supplier<String>> metrics,
        RequestTracing tracing) {

    /** Without TLS and metrics. */
    public HttpConfig(String host, int port, Profile profile, Duration stopPatience, long maxBodyBytes, Limits limits) {
        this(
                host,
                port,
                profile,
                stopPatience,
                maxBodyBytes,
                limits,
                Optional.empty(),
                Optional.empty(),
                RequestTracing.NONE);
    }

    /** The same, with metrics. */
    public HttpConfig withMetrics(Supplier<String> source) {
        return new HttpConfig(
                host, port, profile, stopPatience, maxBodyBytes, limits, tls, Optional.of(source), tracing);
    }

    /** The same, over TLS alone. */
    public HttpConfig withTls(TlsConfig own) {
        return new HttpConfig(
                host, port, profile, stopPatience, maxBodyBytes, limits, Optional.of(own), metrics, tracing);
    }

    /** The same, with requests that are followed. */
    public HttpConfig withTracing(RequestTracing followed) {
        return new HttpConfig(host, port, profile, stopPatience, maxBodyBytes, limits, tls, metrics, followed);
    }

    /** Without limits on clients. */
    public HttpConfig(String host, int port, Profile profile, Duration stopPatience, long maxBodyBytes) {
        this(host, port, profile, stopPatience, maxBodyBytes, Limits.NONE);
    }

    public HttpConfig {
        requireNonNull(host, "host");
        requireNonNull(profile, "profile");
        requireNonNull(stopPatience, "stopPatience");
        requireNonNull(limits, "limits");
        requireNonNull(tls, "tls");
        requireNonNull(metrics, "metrics");
        requireNonNull(tracing, "tracing");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is %d, must be from 0 to 65535".formatted(port));
        }
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException("maxBodyBytes is %d, must be at least 1".formatted(maxBodyBytes));
        }
    }
}
