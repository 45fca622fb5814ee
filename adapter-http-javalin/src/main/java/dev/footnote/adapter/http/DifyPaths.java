package dev.footnote.adapter.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The second paths of the chat routes; a success there has a message. */
final class DifyPaths {

    private static final String KEYED = "/api/v1/";
    private static final String SECOND = "/v1/dify-retrieval/";

    private DifyPaths() {}

    /** {@code routes}, each with its second path. */
    static List<Route> added(List<Route> routes) {
        return routes.stream().map(DifyPaths::added).toList();
    }

    /** {@code route} with its second path. */
    static Route added(Route route) {
        var second = route.alias(SECOND + route.path().substring(KEYED.length()));
        return new Route(
                second.method(), second.path(), second.aliases(), second.credential(), second.wording(), call -> {
                    Result result = route.operation().run(call);
                    return result instanceof Envelope envelope && envelope.outcome() == Outcome.FINE
                            ? new Envelope(told(call.context(), envelope.body()), envelope.outcome())
                            : result;
                });
    }

    /** The body of a success as the request's path wants it. */
    static Map<String, @Nullable Object> told(Context context, Map<String, @Nullable Object> success) {
        if (!context.path().startsWith(SECOND)) {
            return success;
        }
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("code", success.get("code"));
        told.put("message", "success");
        told.putAll(success);
        return told;
    }
}
