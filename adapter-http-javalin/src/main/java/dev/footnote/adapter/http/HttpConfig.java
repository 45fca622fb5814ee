package dev.footnote.adapter.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the API is offered.
 *
 * @param port 0 for any free one
 * @param stopPatience how long requests may go on once the server is closed
 * @param maxBodyBytes the longest request, uploads included
 * @param limits how much a client may ask for
 */
public record HttpConfig(
        String host, int port, Profile profile, Duration stopPatience, long maxBodyBytes, Limits limits) {

    /** Without limits on clients. */
    public HttpConfig(String host, int port, Profile profile, Duration stopPatience, long maxBodyBytes) {
        this(host, port, profile, stopPatience, maxBodyBytes, Limits.NONE);
    }

    public HttpConfig {
        requireNonNull(host, "host");
        requireNonNull(profile, "profile");
        requireNonNull(stopPatience, "stopPatience");
        requireNonNull(limits, "limits");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is %d, must be from 0 to 65535".formatted(port));
        }
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException("maxBodyBytes is %d, must be at least 1".formatted(maxBodyBytes));
        }
    }
}
