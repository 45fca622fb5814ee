package dev.footnote.adapter.http;

import static io.javalin.http.HandlerType.GET;

import java.util.function.Supplier;

/** Numbers for Prometheus, which sends no credential. */
final class Metrics {

    static final String PATH = "/metrics";

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private Metrics() {}

    /** @param numbers in the text format of Prometheus */
    static Route route(Supplier<String> numbers) {
        return Route.of(GET, PATH, Credential.NONE, call -> {
            call.context().contentType(TYPE).result(numbers.get());
            return new Result.Done();
        });
    }
}
