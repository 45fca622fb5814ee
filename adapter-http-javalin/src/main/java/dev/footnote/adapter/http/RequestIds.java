package dev.footnote.adapter.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * Names each request, for the log and in the answer's header, so that what was logged of it can be found. A client can
 * choose the name; one that is too long, or could break a line, is replaced.
 */
final class RequestIds {

    static final String HEADER = "X-Request-Id";

    /** What the log calls it. */
    static final String FIELD = "request_id";

    /** What the log calls the trace of a request that is followed. */
    private static final String TRACE = "trace_id";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private RequestIds() {}

    /** Called before anything else is done for a request, on the thread that does it. */
    static void name(Context context) {
        String sent = context.header(HEADER);
        String id = sent != null && HARMLESS.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        context.header(HEADER, id);
        MDC.put(FIELD, id);
        MDC.remove(TRACE); // of the request before, if the thread had one
    }

    /** Begins to follow a request that has a name. */
    static RequestTracing.Followed follow(Context context, Route route, RequestTracing tracing) {
        RequestTracing.Followed followed = tracing.begin(
                route.method().name(),
                route.path(),
                MDC.get(FIELD),
                Optional.ofNullable(context.header("traceparent")));
        if (!followed.traceId().isEmpty()) {
            MDC.put(TRACE, followed.traceId());
        }
        return followed;
    }

    /** {@code failure} with what its request is called in the log, to be asked for by. */
    static Envelope told(Envelope failure) {
        var body = new LinkedHashMap<>(failure.body());
        for (String field : List.of(FIELD, TRACE)) {
            if (MDC.get(field) != null) {
                body.put(field, MDC.get(field));
            }
        }
        return new Envelope(body, failure.outcome());
    }
}
