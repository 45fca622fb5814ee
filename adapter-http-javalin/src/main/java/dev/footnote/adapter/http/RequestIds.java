package dev.footnote.adapter.http;

import io.javalin.http.Context;
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
    }
}
