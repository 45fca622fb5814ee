package dev.footnote.adapter.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words failures as clients of OpenAI's API read them: an {@code error} object. Under {@code /v1} it is all there is
 * and the HTTP status always tells the kind; under {@code /api/v1} it stands beside code and message.
 */
final class OpenAiFailures {

    private static final String BESIDE = "/api/v1/chats_openai/";

    private OpenAiFailures() {}

    /** The HTTP status of an answer at {@code path}. */
    static int status(String path, Outcome outcome, Profile profile) {
        return alone(path) ? outcome.status() : profile.status(outcome);
    }

    /** The body of an answer at {@code path}. */
    static Map<String, @Nullable Object> body(String path, Envelope envelope) {
        if (envelope.outcome() == Outcome.FINE) {
            return envelope.body();
        }
        if (alone(path)) {
            return Shape.of("error", error(envelope));
        }
        if (path.startsWith(BESIDE)) {
            var body = new LinkedHashMap<>(envelope.body());
            body.put("error", error(envelope));
            return body;
        }
        return envelope.body();
    }

    /** The {@code error} object that tells {@code envelope}. */
    static Map<String, @Nullable Object> error(Envelope envelope) {
        Outcome outcome = envelope.outcome();
        return Shape.of(
                "message",
                envelope.body().get("message"),
                "type",
                type(outcome),
                "param",
                outcome == Outcome.NOT_FOUND ? "model" : null,
                "code",
                code(outcome));
    }

    private static boolean alone(String path) {
        return path.startsWith("/v1/chat/") || path.equals("/v1/models") || path.startsWith("/v1/models/");
    }

    private static String type(Outcome outcome) {
        return switch (outcome) {
            case FINE, INVALID, UNKNOWN_KEY, NOT_SIGNED_IN, NOT_FOUND, NO_ROUTE, WRONG_METHOD, CONFLICT, TOO_LARGE ->
                "invalid_request_error";
            case FORBIDDEN -> "permission_error";
            case LIMITED -> "rate_limit_error";
            case UNFORESEEN, UPSTREAM, UNAVAILABLE -> "server_error";
        };
    }

    private static @Nullable String code(Outcome outcome) {
        return switch (outcome) {
            case UNKNOWN_KEY, NOT_SIGNED_IN -> "invalid_api_key";
            case NOT_FOUND -> "model_not_found";
            case LIMITED -> "rate_limit_exceeded";
            case UPSTREAM -> "upstream_error";
            case UNAVAILABLE -> "unavailable";
            case FINE, INVALID, FORBIDDEN, NO_ROUTE, WRONG_METHOD, CONFLICT, TOO_LARGE, UNFORESEEN -> null;
        };
    }
}
