package dev.footnote.adapter.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.ports.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to a model and gives up when it is silent.
 *
 * <p>A request is sent again, {@code retries} times at most, after a refused or broken connection, 429 and 5xx, and
 * only while nothing of the answer was used. A time-out, which has cost the caller its patience already, is not
 * repeated.
 */
final class Upstream {

    /** The longest wait before a retry, also where the model asks for more. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Upstream.class);

    private final Transport transport;
    private final OpenAiConfig config;
    private final ScheduledExecutorService timer;

    Upstream(Transport transport, OpenAiConfig config, ScheduledExecutorService timer) {
        this.transport = transport;
        this.config = config;
        this.timer = timer;
    }

    /** Reads an answer. */
    interface Reading<T> {

        /** Reads {@code body}, which the caller closes. */
        T read(InputStream body) throws IOException, PassingException;

        /** Whether something of the answer was used, so that asking again would repeat it. */
        boolean begun();
    }

    /** Posts {@code json} to {@code path} and reads the answer; the connection is closed when this ends. */
    <T> T post(String path, ObjectNode json, Reading<T> reading) throws InterruptedException {
        String body = json.toString();
        HttpRequest request = request(path, body);
        for (int retry = 0; ; retry++) {
            try {
                return attempt(request, body, reading);
            } catch (PassingException passing) {
                if (retry >= config.patience().retries() || reading.begun()) {
                    throw passing.failure();
                }
                Duration pause = pause(retry, passing.notBefore());
                log.warn(
                        "{} failed: {}; trying again in {}",
                        config.model(),
                        passing.failure().getMessage(),
                        pause);
                Thread.sleep(pause);
            }
        }
    }

    Duration pause(int retry, Duration notBefore) {
        long full = Math.min(config.patience().pause().toNanos() << Math.min(retry, 10), LONGEST_PAUSE.toNanos());
        Duration backoff = Duration.ofNanos(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
        Duration pause = backoff.compareTo(notBefore) > 0 ? backoff : notBefore;
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private HttpRequest request(String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.address(path))
                .version(Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream, application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!config.apiKey().value().isEmpty()) {
            request.header("Authorization", "Bearer " + config.apiKey().value());
        }
        return request.build();
    }

    private <T> T attempt(HttpRequest request, String sent, Reading<T> reading)
            throws PassingException, InterruptedException {
        CompletableFuture<HttpResponse<InputStream>> coming = transport.send(request, sent);
        try (var timing = new SilenceTimer(timer, config.patience().longest(), () -> stop(coming))) {
            timing.expect(config.patience().firstByte());
            try {
                HttpResponse<InputStream> response = coming.get();
                try (InputStream body = response.body()) {
                    check(response);
                    return reading.read(
                            new TimedStream(body, timing, config.patience().silence()));
                }
            } catch (InterruptedException e) {
                stop(coming);
                throw e;
            } catch (CancellationException | ExecutionException | IOException e) {
                throw failure(e, timing);
            }
        }
    }

    private static void stop(CompletableFuture<HttpResponse<InputStream>> coming) {
        coming.cancel(true);
        if (coming.isDone() && !coming.isCompletedExceptionally()) {
            try {
                coming.join().body().close();
            } catch (IOException gone) {
                log.debug("The connection was gone already", gone);
            }
        }
    }

    private static PassingException failure(Exception seen, SilenceTimer timing) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while the model answered");
        }
        if (timing.expired()) {
            throw new ModelException.Unavailable("the model was silent for too long", seen);
        }
        Throwable cause = seen instanceof ExecutionException && seen.getCause() != null ? seen.getCause() : seen;
        if (cause instanceof HttpConnectTimeoutException) {
            throw new ModelException.Unavailable("the model cannot be reached in time", cause);
        }
        if (cause instanceof SSLException) {
            throw new ModelException.Unavailable("no secure connection to the model", cause);
        }
        return new PassingException(
                new ModelException.Unavailable("the connection to the model broke", cause), Duration.ZERO);
    }

    private static void check(HttpResponse<InputStream> response) throws PassingException {
        int status = response.statusCode();
        if (status == 429) {
            Duration asked = retryAfter(response.headers());
            var failure = new ModelException.RateLimited(
                    "the model has too many requests", asked.isPositive() ? asked : null);
            throw new PassingException(failure, asked);
        }
        if (status >= 500) {
            throw new PassingException(
                    new ModelException.Unavailable("the model failed with status " + status, null),
                    retryAfter(response.headers()));
        }
        if (status == 401 || status == 403) {
            throw new ModelException.Unauthorized("the model refused the key");
        }
        if (status >= 400) {
            throw new ModelException.Refused("the model refused the request with status " + status);
        }
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (status != 200 || type.startsWith("text/html")) {
            throw new ModelException.Unintelligible("what answered with status %d is no model".formatted(status), null);
        }
    }

    /** What the model asks for in seconds; a date, which models do not send, counts as nothing. */
    private static Duration retryAfter(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        return value.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO;
    }
}
