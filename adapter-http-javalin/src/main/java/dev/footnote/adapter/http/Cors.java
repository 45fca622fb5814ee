package dev.footnote.adapter.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.util.function.Predicate;

/**
 * Lets pages of any origin use the API: who may do what is decided by a key, never by a cookie. A share token, which
 * anybody can read in a page, can be kept to the origins that its owner names.
 */
final class Cors {

    private Cors() {}

    /** Keeps pages of other origins than {@code embeds} allows from what only some may have. */
    static void restrict(Context context, Predicate<String> embeds) {
        String origin = context.header(Header.ORIGIN);
        if (origin == null) {
            return; // no page asks, or one of this server itself
        }
        context.header(Header.VARY, Header.ORIGIN);
        if (embeds.test(origin)) {
            context.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        } else {
            context.res().setHeader(Header.ACCESS_CONTROL_ALLOW_ORIGIN, null);
            throw new Refusal(
                    Envelope.full(103, "The token is not for pages of this origin.", false, Outcome.FORBIDDEN));
        }
    }

    /** Whether a browser asks what a page may send. */
    static boolean asks(Context context) {
        return context.method().equals(HandlerType.OPTIONS)
                && context.header(Header.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    static void allow(JavalinConfig config) {
        config.bundledPlugins.enableCors(cors -> cors.addRule(rule -> {
            rule.anyHost();
            rule.exposeHeader("Authorization");
            rule.exposeHeader("X-RateLimit-Limit");
            rule.exposeHeader("X-RateLimit-Remaining");
            rule.exposeHeader("X-RateLimit-Reset");
            rule.exposeHeader("Retry-After");
            rule.exposeHeader(RequestIds.HEADER);
        }));
    }
}
