package dev.footnote.adapter.http;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts the requests and the open streams of each API key. Safe for use by several threads at once. */
final class RateLimits {

    private static final int MOST_KEYS = 100_000;
    private static final long STREAM_RETRY_SECONDS = 1;

    private final Limits limits;
    private final InstantSource clock;
    private final LoadingCache<String, Bucket> requests;
    private final Map<String, Integer> streams = new ConcurrentHashMap<>();

    RateLimits(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.requests = CacheBuilder.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(limits.window().multipliedBy(2))
                .build(CacheLoader.from(key -> bucket(limits)));
    }

    private static Bucket bucket(Limits limits) {
        long capacity = (long) limits.requests() + limits.burst();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillIntervally(capacity, limits.window()))
                .build();
    }

    /** Counts a request of {@code key} and says in the response what is left; refuses it if that is nothing. */
    void admit(Context context, String key) {
        if (limits.requests() == 0) {
            return;
        }
        ConsumptionProbe probe = requests.getUnchecked(key).tryConsumeAndReturnRemaining(1);
        long seconds = seconds(probe.getNanosToWaitForReset());
        context.header("X-RateLimit-Limit", String.valueOf(limits.requests()));
        context.header(
                "X-RateLimit-Remaining", String.valueOf(Math.max(0, probe.getRemainingTokens() - limits.burst())));
        context.header("X-RateLimit-Reset", String.valueOf(clock.instant().getEpochSecond() + seconds));
        context.header("Retry-After", String.valueOf(seconds));
        if (!probe.isConsumed()) {
            throw refusal("Too many requests, try again in %d seconds.".formatted(seconds));
        }
    }

    /** Counts an open stream of {@code key}; the result ends that. Refuses it if there are as many as may be. */
    Runnable open(Context context, String key) {
        if (limits.streams() == 0) {
            return () -> {};
        }
        Runnable close = () -> streams.computeIfPresent(key, (same, open) -> open == 1 ? null : open - 1);
        if (streams.merge(key, 1, Integer::sum) > limits.streams()) {
            close.run();
            context.header("Retry-After", String.valueOf(STREAM_RETRY_SECONDS));
            throw refusal("Too many streams are open at once, %d may be.".formatted(limits.streams()));
        }
        return close;
    }

    static Refusal refusal(String message) {
        return new Refusal(Envelope.error(429, message, Outcome.LIMITED));
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos + Duration.ofSeconds(1).toNanos() - 1);
    }
}
