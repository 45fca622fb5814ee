package dev.footnote.adapter.http;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.footnote.domain.identity.Secret;
import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Counts wrong passwords by account and address, and wrong keys and share tokens by address, and slows down who makes
 * too many. What was found right not long ago goes on to be looked up, so that one guesser does not lock out others at
 * its address.
 */
final class Guesses {

    private static final int MOST = 100_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Optional<LoadingCache<String, Bucket>> accounts;
    private final Optional<LoadingCache<String, Bucket>> addresses;
    private final com.google.common.cache.Cache<String, Boolean> right = CacheBuilder.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    Guesses(Limits limits) {
        this.accounts = buckets(limits.attemptsOnAccount());
        this.addresses = buckets(limits.attemptsFromAddress());
    }

    private static Optional<LoadingCache<String, Bucket>> buckets(int attempts) {
        return attempts == 0
                ? Optional.empty()
                : Optional.of(CacheBuilder.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterAccess(WINDOW)
                        .build(CacheLoader.from(key -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, WINDOW))
                                .build())));
    }

    /** Refuses a request with the credential {@code hash} if too many wrong ones came from its address. */
    void beforeLookup(Context context, String hash) {
        if (right.getIfPresent(hash) == null) {
            address(context).filter(bucket -> bucket.getAvailableTokens() < 1).ifPresent(full -> refuse(context, full));
        }
    }

    void found(String hash) {
        right.put(hash, true);
    }

    void notFound(Context context) {
        address(context).ifPresent(bucket -> bucket.tryConsume(1));
    }

    /** {@code route}; if it takes a password, with each attempt counted until it is known to be right. */
    Route guarding(Route route) {
        return switch (route.path()) {
            case Users.LOGIN -> route.doing(call -> attempt(call, email(Users.sent(call)), route.operation()));
            case Users.REGISTER -> route.doing(call -> attempt(call, "", route.operation()));
            case Users.SETTING ->
                route.doing(call -> call.body().has("password")
                        ? attempt(call, call.caller().user().value(), route.operation())
                        : route.operation().run(call));
            case DifyRetrieval.PATH -> route.doing(call -> lookup(call, route.operation()));
            default -> route;
        };
    }

    /** For a route that looks its key up itself, and says by the status that it is wrong. */
    private Result lookup(Call call, Route.Operation operation) throws IOException {
        String hash = new Secret(call.header("Authorization").orElse("")).hash();
        beforeLookup(call.context(), hash);
        Result result = operation.run(call);
        if (call.context().statusCode() == DifyRetrieval.WRONG_KEY) {
            notFound(call.context());
        } else {
            found(hash);
        }
        return result;
    }

    private static String email(Body sent) {
        return sent.text("email").orElse("").strip().toLowerCase(Locale.ROOT);
    }

    /** @param name of the account; empty for an attempt on no certain one */
    private Result attempt(Call call, String name, Route.Operation login) throws IOException {
        Optional<Bucket> account = accounts.filter(all -> !name.isEmpty()).map(all -> all.getUnchecked(name));
        Optional<Bucket> address = address(call.context());
        take(call.context(), account);
        take(call.context(), address);
        Result result = login.run(call);
        if (result instanceof Envelope envelope && envelope.outcome() == Outcome.FINE) {
            account.ifPresent(bucket -> bucket.addTokens(1));
            address.ifPresent(bucket -> bucket.addTokens(1));
        }
        return result;
    }

    private Optional<Bucket> address(Context context) {
        return addresses.map(all -> all.getUnchecked(context.ip()));
    }

    private static void take(Context context, Optional<Bucket> bucket) {
        bucket.filter(full -> !full.tryConsume(1)).ifPresent(full -> refuse(context, full));
    }

    private static void refuse(Context context, Bucket bucket) {
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        context.header("Retry-After", String.valueOf(TimeUnit.NANOSECONDS.toSeconds(nanos) + 1));
        throw new Refusal(Envelope.full(429, "Too many attempts, try again later.", false, Outcome.LIMITED));
    }
}
