package dev.footnote.adapter.http;

import io.javalin.config.JavalinConfig;

/** Lets pages of any origin use the API: who may do what is decided by a key, never by a cookie. */
final class Cors {

    private Cors() {}

    static void allow(JavalinConfig config) {
        config.bundledPlugins.enableCors(cors -> cors.addRule(rule -> {
            rule.anyHost();
            rule.exposeHeader("Authorization");
            rule.exposeHeader("X-RateLimit-Limit");
            rule.exposeHeader("X-RateLimit-Remaining");
            rule.exposeHeader("X-RateLimit-Reset");
            rule.exposeHeader("Retry-After");
        }));
    }
}
